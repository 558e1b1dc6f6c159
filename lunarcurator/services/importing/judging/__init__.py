"""What rows say beside each other and beside the book, and the verdicts that follow."""
