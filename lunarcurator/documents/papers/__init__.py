"""Papers people sign and file: a neutral page of blocks, the templates it is filled from, and its renderers."""
