"""The JSON API: programs ask here."""
