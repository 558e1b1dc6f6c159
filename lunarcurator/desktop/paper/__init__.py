"""What the window puts on paper: labels, on printers and as PDF."""
