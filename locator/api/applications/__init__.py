"""Applying for a card by post, for programs: the same rules and the same functions as the pages."""
