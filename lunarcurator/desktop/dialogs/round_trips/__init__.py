"""The parts of the dialogs of the round trip: the differences of a workbook that came back."""
