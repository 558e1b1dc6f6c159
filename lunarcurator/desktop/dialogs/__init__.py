"""The dialogs by which a curator acts: one module for each, all on the form of `dialogs.form`."""
