"""The desk of one inventory round: answers compared line by line, what is left to work through, who answered."""
