"""Every kind of file that comes in, opened by one door."""
