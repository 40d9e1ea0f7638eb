"""Coding Russian: counts of people, direct speech with its speakers, and names; no events."""
