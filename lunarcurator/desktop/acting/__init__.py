"""Acting: what a dialog, an editor, a sheet or a card has in common that ends in an entry of the journal."""
