"""What needs a hand today, and everything behind each figure."""
