"""The residents' pages, one module a subject."""
