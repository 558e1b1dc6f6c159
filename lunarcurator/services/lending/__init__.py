"""The loan desk without a window: what is out with whom, what needs a hand, what a borrower owes."""
