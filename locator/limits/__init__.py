"""Limits that are counted exactly, in the database, for all workers together."""
