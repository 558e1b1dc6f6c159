"""The parts of the import dialog: its rows, its panel, its steps."""
