"""What was changed, and undoing it."""
