"""Applying for a card by post: one thing a page, kept as it is typed, sent once."""
