"""The table of outlets as a file: written for others, read from others, taken over whole or not at all."""
