"""The static site: pages, feeds and search out of what is published, written anew only where something changed."""
