"""The forms of acts on one case of the to-do list."""

from types import MappingProxyType
from typing import Final

from lunarcurator.desktop.dialogs.form.case_head import case_head
from lunarcurator.desktop.dialogs.form.layout import About, Facts, Layout, LayoutForm
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import CaseRef, Uid, ref_of
from lunarcurator.domain.operations import CloseCase, ReopenCase
from lunarcurator.services.cases import Case, case_of
from lunarcurator.services.form_context import FormContext, form_context


def _some_case(selection: Selection) -> bool:
    return bool(selection.case)


def _read_case(form: LayoutForm) -> tuple[FormContext, Case]:
    """Read the selected case as it stands now; raises `Refusal` where it is not in the book any more."""
    case = case_of(form.context.session, form.selection.case or Uid(""))
    if case is None:
        raise Refusal("ref.not_set_up", kind="case")
    return form_context(form.context.session, case.samples), case


def _head(form: LayoutForm) -> None:
    form.content.addWidget(case_head(form.appearance, form.wording, form.desk, form.form_context))


def _ref(form: LayoutForm) -> CaseRef:
    case: Case = form.desk
    return CaseRef(ref_of(case.uid))


def _code(form: LayoutForm) -> Facts:
    case: Case = form.desk
    return {"code": case.code}


CASE: Final = About(
    opens=_some_case,
    read=_read_case,
    head=_head,
    given=MappingProxyType({"case": _ref}),
    facts=_code,
)
CLOSE_CASE: Final = Layout(CloseCase, CASE, (("outcome",),), size=(880, 440))
REOPEN_CASE: Final = Layout(ReopenCase, CASE, (("why",),), size=(880, 440))
