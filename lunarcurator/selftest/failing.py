"""What a step of the selftest says when it did not do what it should."""


class StepError(Exception):
    """A step did not do what it should; the text says what was seen instead."""
