"""Histories that happened (`domain.md` section 6), entered act by act and read back for any day."""
