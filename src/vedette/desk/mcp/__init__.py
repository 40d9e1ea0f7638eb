"""The Model Context Protocol over the store: what the API answers, as tools with receipts for language models."""
