"""What is printed or exported for people: rows in, a neutral document out, and renderers for it."""
