"""The head of a dialog about a case or a work order: what it is, since when, and of which pieces."""

from lunarcurator.desktop.dialogs.form.heads import Head
from lunarcurator.desktop.dialogs.form.wording import DOT, Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.days import show_day
from lunarcurator.services.cases import Case
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.orders import Order


def case_head(appearance: Appearance, wording: Wording, case: Case, form_context: FormContext) -> Head:
    """Return the head of a case: its code and kind, its pieces and place, and how it was closed last."""
    place = form_context.places.get(case.place)
    told = [
        wording.numbers(form_context.pieces) if form_context.pieces else "",
        place.path_text if place else "",
        case.text or case.report,
        case.remarks,
        case.outcome,
    ]
    kind = wording.words.label(f"case_kind.{case.kind}")
    lines = DOT.join(each for each in told if each)
    return Head(appearance, case.code, kind, lines, how=show_day(case.opened))


def order_head(appearance: Appearance, wording: Wording, order: Order) -> Head:
    """Return the head of an order: its code and state, parent, numbers, for whom and what for."""
    told = [
        order.parent_number,
        wording.words.say("list.numbers", {"numbers": [number for number, _ in order.numbers]}),
        order.assigned,
        order.request,
        order.purpose,
        order.method,
    ]
    state = wording.words.label(f"order_state.{order.state}")
    return Head(appearance, order.code, state, DOT.join(each for each in told if each), how=show_day(order.opened))
