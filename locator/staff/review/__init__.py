"""Proposals, history and undoing."""
