"""The administrators' door: Django's own admin over the catalogue, entered through the staff's sign-in."""

from . import applications, calendar, catalogue, guides, looked_at, overview, people, place, street_maps

__all__ = [
    "applications",
    "calendar",
    "catalogue",
    "guides",
    "looked_at",
    "overview",
    "people",
    "place",
    "street_maps",
]
