"""Letting staff in and out."""
