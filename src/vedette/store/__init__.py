"""The store: documents, readings, claims and judgements in SQLite or PostgreSQL. Nothing in it is overwritten."""
