"""What holds at the size of a country: run by hand, for ``docs/scaling.md``."""
