"""Reading street maps: OpenStreetMap extracts and tables, clipped to the city, into rows of places and doors."""
