"""Bytes in and out: reading what others made as tables, and writing files that are whole or not there."""
