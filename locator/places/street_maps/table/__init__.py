"""A street map as a table: csv in the encodings of offices, Chinese or English headings, any datum."""

from .read import read_table

__all__ = ["read_table"]
