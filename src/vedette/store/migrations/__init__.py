"""Migrations of the store from its first version on, run by `vedette store migrate`."""
