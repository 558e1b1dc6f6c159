"""The balance room: where every microgram is on any day, and what is behind each figure."""
