"""One module for each report: plain rows in, a document out."""
