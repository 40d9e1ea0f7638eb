"""Coding: events, actors, attribution, casualties and status, by the codebook."""
