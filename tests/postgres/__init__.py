"""A PostgreSQL of one's own for the length of a test run."""

from .server import Server, running, steered

__all__ = ["Server", "running", "steered"]
