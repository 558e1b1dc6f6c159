"""Lists that are not of pieces alone: of loans, of places, of several collections, and turned sheets."""
