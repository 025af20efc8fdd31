"""Reading street maps (OpenStreetMap extracts, tables), clipped to the city: rows of places and doors."""
