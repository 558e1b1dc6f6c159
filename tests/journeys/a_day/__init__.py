"""A day of a curator, task by task, with the steps counted."""
