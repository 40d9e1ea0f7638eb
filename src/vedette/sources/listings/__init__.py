"""What feeds, sitemaps, pages of links, channels and folders list."""
