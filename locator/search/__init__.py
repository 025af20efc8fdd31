"""Finds the nearest outlets: the catalogue as a snapshot in memory, and the search over it."""
