"""The archive of originals."""
