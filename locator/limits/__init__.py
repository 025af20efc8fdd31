"""How often somebody may do something: writes counted for all workers together, reads by each for itself."""
