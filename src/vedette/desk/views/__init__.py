"""What the pages show: pure functions from the store's answers to frozen views."""
