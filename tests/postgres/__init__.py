"""A PostgreSQL of one's own for the length of a test run."""

from .server import running

__all__ = ["running"]
