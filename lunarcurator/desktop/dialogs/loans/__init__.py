"""The plain dialogs of the loan desk: one for each act of a loan's life."""
