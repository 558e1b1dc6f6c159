"""What all dialogs share: inputs, findings beside them, drafts, preview, and the act at the end."""
