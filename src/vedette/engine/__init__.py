"""Archives at scale: one function over a shard, run by processes of this machine or by a cluster (docs/bulk.md)."""
