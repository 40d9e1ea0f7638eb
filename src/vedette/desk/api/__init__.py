"""The REST interface: one module a resource, found as pages are."""
