"""A package, so that pytest closes the browser after its last test."""
