"""Lists of true collections, written as people of many laboratories would, and judged by what is true."""
