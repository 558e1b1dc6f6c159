"""The loan desk: what needs a hand, every line and loan, who borrows, what falls due, and inventory rounds."""
