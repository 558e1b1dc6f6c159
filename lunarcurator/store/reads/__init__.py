"""Reads for lists and panels: set-based SQL, small frozen rows out, never an ORM object."""
