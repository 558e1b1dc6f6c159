"""The room of the samples: the tree, its filters and search, and the panel beside it."""
