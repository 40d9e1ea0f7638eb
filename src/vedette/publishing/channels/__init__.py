"""Where alerts go: web hooks, e-mail, and what Apprise reaches. Settings stand in a file of the user, never in the store."""
