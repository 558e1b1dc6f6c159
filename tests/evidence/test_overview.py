"""Every field of what the book says of one piece, and of the overview of the loan desk, over numbers alone."""

from dataclasses import fields, is_dataclass
from typing import Any

from lunarcurator.domain.moments import NOW
from lunarcurator.services.commands.dossiers import dossier_as_json
from lunarcurator.services.commands.showing import piece_as_json
from lunarcurator.services.dossier import Dossier, dossier_of
from lunarcurator.services.lending.loans_of_piece import loans_of_piece
from lunarcurator.services.lending.overview import Overview, overview
from lunarcurator.services.pieces import Parts, PieceView, piece_view

from tests.evidence.labs import NUMBERS, Lab
from tests.still_clock import TODAY

REGISTERED = {
    "number", "uid", "as_of", "collection", "existence", "custody", "access", "basic_use", "title", "first_day",
    "last_entry",
}  # fmt: skip
"""What the act of registering says by itself."""
IN_WORDS = {"unknown", "not_stated"}
OF_THE_BOOK = {"id", "state", "row", "stays", "entries", "entry_uids", "steps", "first_day"}
"""The piece itself and its entries: each of these is walked by a test of its own, or by the panel's."""


def claimed(value: Any) -> bool:
    """Tell whether a value says anything: none, nothing, nought of something and *not known* say nothing."""
    if isinstance(value, dict):
        return any(claimed(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(claimed(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return any(claimed(getattr(value, each.name)) for each in fields(value))
    return value not in (None, "", 0, False) and value not in IN_WORDS


def test_show_as_json_claims_nothing_over_numbers_alone(numbered: Lab) -> None:
    for number in NUMBERS:
        view = piece_view(numbered.session, numbered.piece(number))
        assert view is not None
        told = {
            **piece_as_json(numbered.session, view, NOW),
            **dossier_as_json(dossier_of(numbered.session, view.uid)),
        }
        assert not {key: value for key, value in told.items() if key not in REGISTERED and claimed(value)}
        # Unknown is not zero.
        assert (told["mass"]["ug"], told["original"]["ug"]) == (None, None)


def test_every_field_of_a_piece_is_empty_over_numbers_alone(numbered: Lab) -> None:
    for number in NUMBERS:
        uid = numbered.piece(number)
        view, dossier = piece_view(numbered.session, uid), dossier_of(numbered.session, uid)
        assert view is not None
        said = {each.name: getattr(view, each.name) for each in fields(PieceView) if each.name not in OF_THE_BOOK}
        said |= {each.name: getattr(dossier, each.name) for each in fields(Dossier) if each.name != "uid"}
        assert not {name: value for name, value in said.items() if claimed(value)}
        assert view.parts == Parts(0, 0, 0, 0)
        assert (view.original_ug, view.row.own_mass, view.row.whole_mass, view.row.share_left) == (None,) * 4
        assert not any(step.known for step in view.steps)
        assert not loans_of_piece(numbered.session, uid)


def test_the_loan_desk_over_numbers_alone_has_nothing_on_it(numbered: Lab) -> None:
    seen = overview(numbered.session)
    said = {each.name: getattr(seen, each.name) for each in fields(Overview)}
    assert said.pop("today") == TODAY
    assert all(month for month, _ in said.pop("months"))
    assert said.pop("agreements_known") is True
    assert all(not group.count and not group.rows for group in said.pop("groups"))
    assert not {name: value for name, value in said.items() if claimed(value)}
