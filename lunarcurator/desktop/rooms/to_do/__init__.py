"""What needs a hand: every list of it, and the way from each row to its record."""
