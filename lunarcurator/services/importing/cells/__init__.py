"""What one cell says, and what is done to cells before they are read."""
