"""Models of lists and trees: ids and a bounded cache of rows, refreshed by what an entry changed."""
