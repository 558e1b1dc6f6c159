"""The loan editor and the return sheet: a loan as a grid, with its borrower, findings and next step beside it."""
