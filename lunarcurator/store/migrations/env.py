"""Runs the scripts on the connection it is given; there is no file of settings and no logging to set up."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=None,
    render_as_batch=True,
)
context.run_migrations()
