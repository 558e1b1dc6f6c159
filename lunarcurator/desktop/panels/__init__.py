"""Panels at the right of a room: one record, all that is known of it."""
