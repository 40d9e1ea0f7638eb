"""Frozen records in which the stages meet, and their ids; no input or output happens here."""
