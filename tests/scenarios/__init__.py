"""Histories that happened (`domain.md` section 6), entered act by act as they happened and read back for any day."""
