"""The manual in its window, and the way to it from every other."""
