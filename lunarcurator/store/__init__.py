"""The only package that knows SQL: one SQLite file with an insert-only journal and the state derived from it."""
