"""Publishing: briefs made from records."""
