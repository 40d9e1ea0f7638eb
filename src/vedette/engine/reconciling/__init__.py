"""Reconciling at scale: the tellings, links, incidents and ledgers of an archive, by partitions (docs/bulk-reconcile.md)."""
