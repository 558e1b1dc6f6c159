"""The answers that have a word of their own, whichever questions have them among their choices."""

from enum import StrEnum


class Choice(StrEnum):
    """One answer to choose, as it is kept and as the command line takes it; `import.choice.…` is its word."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    KEEP = "keep"
    TAKE = "take"
    LEAVE = "leave"
    REFUSE = "refuse"
    # What stands before the name of a collection that is to be opened.
    NEW = "new:"
    NEXT = "next"
    MOVE = "move"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    POINT = "point"
    COMMA = "comma"
    SPLIT = "split"
    RANGE = "range"
    WITH_DAUGHTERS = "with_daughters"
    LEFT_OVER = "left_over"
    TAKE_OUT = "take_out"
    AS_ROW = "row"
    ASIDE = "set_aside"
    BESIDE = "beside"
