"""Figures, not tests: a seeded store of realistic shape and what it costs to work on it."""
