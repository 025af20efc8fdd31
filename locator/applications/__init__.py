"""Applications by post: taken once, moved by one function, followed with two secrets, erased in time."""
