"""Rows of words between the records of a sheet: titles, sums, notes."""
