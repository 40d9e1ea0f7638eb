"""The desk: the pages that an analyst keeps open all day, served on this machine (docs/desk.md)."""
