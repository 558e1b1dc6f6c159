"""Two collections may use one number: what names a piece says which of the two it is."""
