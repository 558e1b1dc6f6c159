"""The window: shell, rooms, panels, dialogs, models and looks; the only room of Qt beside `app`."""
