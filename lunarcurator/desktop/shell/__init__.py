"""The shell around the rooms: frame, bars, menus, palette, and the session of one open store."""
