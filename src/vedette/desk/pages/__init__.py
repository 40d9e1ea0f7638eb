"""The pages: thin routes, one module a page; a page exists when its module exists."""
