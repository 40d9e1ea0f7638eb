"""Vedette reads reports and writes down who did what to whom, where, when, at what cost, and who says so."""
