"""What stands on the bench: balances and scanners."""
