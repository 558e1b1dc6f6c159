"""Nothing is stated without evidence: what is shown of stores of which little is known, against what is true."""
