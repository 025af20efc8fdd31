"""Words and links for the templates."""
