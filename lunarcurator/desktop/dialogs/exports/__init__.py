"""The parts of the export dialog: the choice of columns and the preview of the sheet."""
