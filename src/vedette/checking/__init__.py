"""Checks of a report: the standing facts that a text states, compared with what the knowledge base holds as of its date."""
