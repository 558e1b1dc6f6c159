"""The room of places: the tree of containers, what is in each, and how they move."""
