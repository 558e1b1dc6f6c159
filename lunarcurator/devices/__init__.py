"""What stands on the bench: the lines that balances send. Scanners type as keyboards do and need no reader."""
