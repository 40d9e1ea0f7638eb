"""The registry of sources: a list that users edit, and how each source stands."""
