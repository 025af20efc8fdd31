"""What residents reported."""
