"""Making everything that follows from the facts anew: derived tables, indexes, guards and the search index.

The rows come from the folds that posting, undo and `verify` use; the facts themselves are only read.
"""
