"""Proposals: what waits for a second person, and what became of it."""
