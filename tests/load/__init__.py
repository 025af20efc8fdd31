"""A crowd against the real server on this machine alone, with disasters on the way: ``make load``."""
