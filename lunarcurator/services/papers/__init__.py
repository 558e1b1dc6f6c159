"""Papers out of the book: what each is of, the facts it is filled with, and how it becomes a file."""
