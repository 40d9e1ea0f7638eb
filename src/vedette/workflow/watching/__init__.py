"""Watching: sources come in by themselves, are stored exactly once, and are read."""
