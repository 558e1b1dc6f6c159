"""Small painted widgets that every room and dialog is put together from."""
