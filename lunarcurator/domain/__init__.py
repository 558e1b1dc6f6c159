"""What a curator would recognise: values, operations, rules and bookkeeping. Standard library only."""
