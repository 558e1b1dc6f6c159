"""The forms of acts on selected pieces and places that ask only for fields of the act."""

from typing import Final

from lunarcurator.desktop.dialogs.form.held_after import held_after, moves_mass
from lunarcurator.desktop.dialogs.form.kind_inputs import PLACE_FOR_PIECES
from lunarcurator.desktop.dialogs.form.layout import (
    PIECE,
    PIECES,
    PLACE,
    Facts,
    Layout,
    LayoutForm,
    reason_of_entry,
)
from lunarcurator.domain.facts import NameKind, RelationKind
from lunarcurator.domain.operations import (
    AddName,
    Adopt,
    ChangeCondition,
    ComeBack,
    CorrectBirth,
    Freeze,
    Merge,
    Relate,
    RetirePlace,
    Revive,
    Sight,
    SwapNumbers,
    TakeOut,
    Void,
)
from lunarcurator.domain.status import Condition, Title
from lunarcurator.services.form_context import PieceSummary


def _weighs(form: LayoutForm, piece: PieceSummary | None) -> str:
    """Return what a piece weighs once the act is posted, "" where nobody knows it."""
    if piece is None or form.preview is None:
        return ""
    held = held_after(form.preview, piece)
    return "" if held is None else form.wording.mass(held, resolution_ug=piece.resolution_ug)


def _found(form: LayoutForm, name: str) -> str:
    """Return the number of another piece that is named, "" until the store has found it."""
    piece = form.input(name).found
    return piece.number if piece else ""


def _path(form: LayoutForm, name: str) -> str:
    place = form.input(name).place() if form.input(name).trouble() is None else None
    return place.path_text if place else ""


def _of_parent(form: LayoutForm) -> Facts:
    above: PieceSummary | None = form.input("parent").found
    known = above is not None and above.held_ug is not None
    return {
        "moves": form.preview is not None and moves_mass(form.preview),
        "weighs": _weighs(form, above) if known else "",
    }


def _of_whole(form: LayoutForm) -> Facts:
    whole: PieceSummary | None = form.input("into").found
    weighs = _weighs(form, whole)
    return {"weighs": weighs, "unknown": whole is not None and not weighs}


def _related(form: LayoutForm) -> Facts:
    return {"found": _found(form, "other")}


def _withdrawn(form: LayoutForm) -> str:
    return "withdrawn" if form.told("kind") == RelationKind.WITHDRAWN else ""


def _own_mass(form: LayoutForm) -> Facts:
    piece = form.form_context.piece
    return {"mass": form.wording.piece_mass(piece) if piece.held_ug else ""}


def _mass_again(form: LayoutForm) -> Facts:
    return {"mass": _weighs(form, form.form_context.piece)}


def _seen_in(form: LayoutForm) -> Facts:
    return {"path": _path(form, "place")}


def _taken_to(form: LayoutForm) -> Facts:
    return {"path": _path(form, "to")}


def _whose(form: LayoutForm) -> str:
    return "ours" if form.told("title") == Title.OURS else ""


def _come_to(form: LayoutForm) -> Facts:
    return {"path": _path(form, "place")}


def _conditions(form: LayoutForm) -> Facts:
    """Return the conditions that the pieces had, each once, and the one they get."""
    was = {form.wording.term("condition", piece.condition) for piece in form.form_context.pieces}
    before = ", ".join(sorted(each for each in was if each)) or form.words.say("dialog.nothing")
    return {"before": before, "after": form.input("condition").word()}


def _of_birth(form: LayoutForm) -> Facts:
    return {"weighs": _weighs(form, form.form_context.piece), "found": _found(form, "parent")}


def _nothing_corrected(form: LayoutForm) -> str:
    said = any(form.input(name).value() for name in ("mass", "parent", "born"))
    return "" if said else form.words.say("correct_birth.nothing")


ADD_NAME: Final = Layout(
    AddName,
    PIECE,
    (("name", "kind"), ("source",)),
    size=(820, 440),
    wide={"name": 2},
    first={"kind": NameKind.INFORMAL},
    offers={"kind": tuple(each for each in NameKind if each is not NameKind.OFFICIAL)},
)
ADOPT: Final = Layout(Adopt, PIECE, (("parent", "source"),), size=(860, 480), facts=_of_parent)
MERGE: Final = Layout(Merge, PIECE, (("into", "source"),), size=(860, 480), facts=_of_whole)
SWAP_NUMBERS: Final = Layout(SwapNumbers, PIECE, (("other", "source"),), size=(860, 460))
RELATE: Final = Layout(
    Relate,
    PIECE,
    (("kind", "other"), ("source",)),
    size=(880, 460),
    wide={"other": 2, "source": 2},
    first={"kind": RelationKind.FITS},
    facts=_related,
    variant=_withdrawn,
)
VOID: Final = Layout(Void, PIECE, size=(820, 440), asks_day=False, needs_reason=True, facts=_own_mass)
REVIVE: Final = Layout(Revive, PIECE, size=(820, 400), asks_day=False, needs_reason=True, facts=_mass_again)
CORRECT_BIRTH: Final = Layout(
    CorrectBirth,
    PIECE,
    (("mass", "parent", "born"), ("evidence",)),
    size=(900, 520),
    facts=_of_birth,
    lacking=_nothing_corrected,
)
SIGHT: Final = Layout(Sight, PIECES, (("place",),), size=(860, 440), facts=_seen_in)
FREEZE: Final = Layout(
    Freeze,
    PIECES,
    (("temperature_mk", "to"), ("evidence",)),
    size=(900, 500),
    wide={"evidence": 2},
    inputs={"to": PLACE_FOR_PIECES},
)
TAKE_OUT: Final = Layout(
    TakeOut,
    PIECES,
    (("to", "condition", "temperature_mk"), ("evidence",)),
    size=(900, 520),
    wide={"evidence": 2},
    inputs={"to": PLACE_FOR_PIECES},
    offers={
        "condition": (
            Condition.NOT_STATED,
            Condition.RETURNED,
            Condition.AIR_EXPOSED,
            Condition.ALTERED,
            Condition.PRISTINE,
        )
    },
    facts=_taken_to,
)
CHANGE_CONDITION: Final = Layout(
    ChangeCondition,
    PIECES,
    (("condition", "evidence"),),
    size=(880, 460),
    needs_reason=True,
    wide={"evidence": 2},
    given={"reason": reason_of_entry},
    facts=_conditions,
)
COME_BACK: Final = Layout(
    ComeBack,
    PIECES,
    (("title", "owner"), ("place", "document"), ("condition", "confirmed")),
    size=(900, 600),
    wide={"document": 2},
    inputs={"place": PLACE_FOR_PIECES},
    first={"title": Title.HELD_FOR, "condition": Condition.RETURNED},
    offers={
        "title": (Title.HELD_FOR, Title.OURS, Title.SHARED),
        "condition": tuple(each for each in Condition if each is not Condition.NOT_STATED),
    },
    facts=_come_to,
    variant=_whose,
)
RETIRE_PLACE: Final = Layout(RetirePlace, PLACE, size=(820, 440))
