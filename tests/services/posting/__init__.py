"""Posting through the real desk on a real store file."""
