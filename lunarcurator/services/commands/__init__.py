"""The command line: one command without a window, in the same services as the window."""
