"""The administrators' door: Django's own admin over the catalogue, entered through the staff's sign-in."""

from . import calendar, catalogue, guides, looked_at, overview, people, place

__all__ = ["calendar", "catalogue", "guides", "looked_at", "overview", "people", "place"]
