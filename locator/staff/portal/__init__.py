"""A clerk's outlets and their facts."""
