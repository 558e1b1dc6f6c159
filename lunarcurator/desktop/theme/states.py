"""What a part is while it is drawn, as bits of a number: a question to Qt's flags takes as long as a line does."""

from typing import Final

from PySide6.QtWidgets import QStyle, QStyleOption

_State = QStyle.StateFlag
ENABLED: Final[int] = _State.State_Enabled.value
FOCUSED: Final[int] = _State.State_HasFocus.value
POINTED: Final[int] = _State.State_MouseOver.value
PRESSED: Final[int] = _State.State_Sunken.value
ON: Final[int] = _State.State_On.value
PARTLY: Final[int] = _State.State_NoChange.value
SELECTED: Final[int] = _State.State_Selected.value
ACTIVE: Final[int] = _State.State_Active.value
PARENT: Final[int] = _State.State_Children.value
OPEN: Final[int] = _State.State_Open.value
LEVEL: Final[int] = _State.State_Horizontal.value


def state_of(option: QStyleOption) -> int:
    """Return the state of what is drawn, to be asked for the bits of this module."""
    bits: int = option.state.value
    return bits
