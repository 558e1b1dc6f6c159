"""The schema's history: one script per step, run by Alembic from a configuration made in memory."""
