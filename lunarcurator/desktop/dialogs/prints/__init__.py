"""What the dialogs that print have in common, and what each of them asks."""
