"""How often somebody may do something, counted exactly for all workers together."""
