"""The actions on those who borrow and on agreements, and the dialogs behind them."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

from lunarcurator.desktop.action import act

_BORROWERS: Final = "lunarcurator.desktop.dialogs.borrowers."

_act = partial(act, menu="loans")

BORROWER_ACTIONS: Final = (
    _act("draft_agreement", QT_TRANSLATE_NOOP("Actions", "Draft an agreement…"), icon="document", after_line=True),
    _act("sign_agreement", QT_TRANSLATE_NOOP("Actions", "Sign an agreement…")),
    _act("renew_agreement", QT_TRANSLATE_NOOP("Actions", "Renew an agreement…")),
    _act("terminate_agreement", QT_TRANSLATE_NOOP("Actions", "End an agreement…")),
    _act("set_up_person", QT_TRANSLATE_NOOP("Actions", "People who borrow…"), icon="person", after_line=True),
    _act("set_up_institution", QT_TRANSLATE_NOOP("Actions", "Institutions…")),
    _act("confirm_contact", QT_TRANSLATE_NOOP("Actions", "Confirm a contact…")),
    _act("limit_borrower", QT_TRANSLATE_NOOP("Actions", "Note a restriction…")),
    _act("end_responsibility", QT_TRANSLATE_NOOP("Actions", "End a responsibility…")),
)
"""In the order of their menu: what is agreed, then with whom."""

BORROWER_DIALOGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "draft_agreement": _BORROWERS + "draft_agreement:open_draft_agreement",
        "sign_agreement": _BORROWERS + "layouts:SIGN_AGREEMENT.open",
        "renew_agreement": _BORROWERS + "layouts:RENEW_AGREEMENT.open",
        "terminate_agreement": _BORROWERS + "layouts:TERMINATE_AGREEMENT.open",
        "set_up_person": _BORROWERS + "people:open_people",
        "set_up_institution": _BORROWERS + "institutions:open_institutions",
        "confirm_contact": _BORROWERS + "layouts:CONFIRM_CONTACT.open",
        "limit_borrower": _BORROWERS + "limit_borrower:open_limit_borrower",
        "end_responsibility": _BORROWERS + "layouts:END_RESPONSIBILITY.open",
    }
)
"""The dialog behind each of these actions, loaded when it is first asked for."""
