"""Workflow: the steps as pseudocode."""
