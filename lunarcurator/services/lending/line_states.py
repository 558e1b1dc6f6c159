"""What the state of a loan line is called wherever it stands: that it is disputed or asked back, too."""

from lunarcurator.domain.lending.terms import LineState

_AWAY = frozenset({LineState.OUT, LineState.TRANSIT})


def state_term(state: str, *, disputed: object, recalled: object) -> tuple[str, str]:
    """Return area and code of the word for a line in a state, as the words tables have them.

    `disputed` is what is disputed of it, `recalled` the day by which it was asked back, or whether they are so:
    the one counts until it is closed, the other while the piece is away.
    """
    key = f"line_state.{state}"
    if disputed and state != LineState.CLOSED:
        key = "line_standing.disputed"
    elif recalled and state in _AWAY:
        key = "line_standing.recalled_under_way" if state == LineState.TRANSIT else "line_standing.recalled"
    area, _, code = key.partition(".")
    return area, code
