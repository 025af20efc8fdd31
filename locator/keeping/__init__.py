"""The whole database as one thing: moved to another, copied for safety, and proved to be the same."""
