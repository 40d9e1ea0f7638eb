"""Fetching addresses, safe against the servers that answer."""
