"""Sources: how texts come in, from files, pages and standard input."""
