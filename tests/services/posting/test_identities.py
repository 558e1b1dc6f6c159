"""Whatever comes from outside has one form before it is digested: identities, and texts."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from lunarcurator.domain.acts import Authority
from lunarcurator.domain.identity import (
    CollectionRef,
    EntryRef,
    OperatorRef,
    PieceRef,
    PlaceRef,
    Uid,
    exact_form,
    is_exact,
    ref_of,
    uid_of,
)
from lunarcurator.domain.operations import (
    OPERATIONS,
    Describe,
    FieldValue,
    Move,
    OpenCollection,
    Operation,
    Relate,
    Reverse,
    Weigh,
)
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.resting import REFERENCES
from lunarcurator.services.codec import OperationTextError, decode_acts, normal, normal_text, storable
from lunarcurator.services.references import References, UnclearReference
from lunarcurator.services.verifying import verify

from tests.services.posting.conftest import Lab
from tests.services.posting.test_posting import piece

UID = Uid("0192f0a1b2c3d4e5f60718293a4b5c6d")
WIDE = str.maketrans("0123456789abcdef#{-}", "０１２３４５６７８９ａｂｃｄｅｆ＃｛－｝")
SPELLINGS: dict[str, Callable[[str], str]] = {
    "capitals": lambda uid: f"#{uid.upper()}",
    "full width": lambda uid: f"#{uid}".translate(WIDE),
    "full width capitals": lambda uid: "#" + uid.translate(WIDE).upper(),
    "hyphens": lambda uid: f"#{uid[:8]}-{uid[8:12]}-{uid[12:16]}-{uid[16:20]}-{uid[20:]}",
    "a long dash": lambda uid: f"#{uid[:8]}\u2013{uid[8:]}",
    "braces": lambda uid: "#{" + uid + "}",
    "spaces": lambda uid: f"  # {uid[:16]} {uid[16:]}\t",
    "nothing anybody sees": lambda uid: f"#{uid[:16]}\u200b{uid[16:]}\ufeff",
}
NO_UIDS = ["", "#", "15555", f"#{UID[:-1]}", f"#{UID}0", f"#{UID[:-1]}g", UID, f"x#{UID}", f"#{UID[:-1]}\u0661"]


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_an_identity_has_one_form_however_it_is_written(spelling: Callable[[str], str]) -> None:
    written = spelling(UID)
    assert exact_form(written) == ref_of(UID)
    assert not is_exact(written)
    with pytest.raises(ValueError, match="not an exact reference"):
        uid_of(written)


@pytest.mark.parametrize("text", NO_UIDS)
def test_what_is_no_identity_stays_as_it_is_written(text: str) -> None:
    assert exact_form(text) == text
    assert not is_exact(text)


class _Everything:
    """A ledger state and names in which everything that is asked for exactly stands."""

    def record(self, kind: object, uid: Uid) -> None:
        assert kind is not None
        assert uid == UID

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name}: an exact reference is not looked for by name")


def _referring(kind: type[Operation]) -> Iterator[tuple[str, Callable[[str], Operation]]]:
    """Yield each field of an operation that takes a reference, with how to make it by one."""
    for path in _paths(kind):
        yield ".".join(path), lambda text, path=path: _made(kind, path, text)


def _paths(kind: type[Any]) -> Iterator[tuple[str, ...]]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        for leaf in _leaves(hints[field.name]):
            if leaf in REFERENCES:
                yield (field.name,)
            elif is_dataclass(leaf):
                for rest in _paths(leaf):
                    yield (field.name, *rest)


def _leaves(hint: Any) -> list[Any]:
    return [leaf for each in get_args(hint) for leaf in _leaves(each)] if get_args(hint) else [hint]


def _made(kind: type[Any], path: tuple[str, ...], text: str) -> Any:
    hints = get_type_hints(kind)
    told = {field.name: _plain(hints[field.name]) for field in fields(kind) if _needed(field)}
    told[path[0]] = _holding(hints[path[0]], path[1:], text)
    return kind(**told)


def _needed(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _holding(hint: Any, rest: tuple[str, ...], text: str) -> Any:
    if get_origin(hint) is tuple:
        return (_holding(get_args(hint)[0], rest, text),)
    if get_origin(hint) in (Union, UnionType):
        inner = next(each for each in get_args(hint) if any(_refers(leaf) for leaf in _leaves(each)))
        return _holding(inner, rest, text)
    return _made(hint, rest, text) if rest else text


def _refers(leaf: Any) -> bool:
    return leaf in REFERENCES or is_dataclass(leaf)


def _plain(hint: Any) -> Any:
    """Return the least a field can hold."""
    if get_origin(hint) is tuple:
        return ()
    if get_origin(hint) in (Union, UnionType):
        return None if type(None) in get_args(hint) else _plain(get_args(hint)[0])
    if hint in REFERENCES:
        return ref_of(UID)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if is_dataclass(hint):
        told = {field.name: _plain(get_type_hints(hint)[field.name]) for field in fields(hint) if _needed(field)}
        return hint(**told)
    return {int: 1, bool: False}.get(hint, "")


REFERRING = [
    pytest.param(make, id=f"{kind}.{path}")
    for kind, operation in OPERATIONS.items()
    for path, make in _referring(operation)
]


def test_every_kind_of_reference_is_among_the_fields() -> None:
    assert len(REFERRING) > 100


@pytest.mark.parametrize("make", REFERRING)
def test_every_reference_of_every_operation_takes_the_one_form(make: Callable[[str], Operation]) -> None:
    references = References(_Everything(), _Everything())  # type: ignore[arg-type]
    right = make(ref_of(UID))
    assert references.exact(right) is right
    for spelling in SPELLINGS.values():
        assert references.exact(make(spelling(UID))) == right


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_an_act_by_any_spelling_of_an_identity_is_the_same_and_verifies(
    rock: Lab, spelling: Callable[[str], str]
) -> None:
    known = piece(rock, "15555").uid
    by = rock.session.database
    reading = Reading(net_ug=99_999_000, balance="B3")
    posted = rock.post(Weigh(sample=PieceRef(spelling(known)), reading=reading))
    with by.connect() as connection:
        query = "SELECT payload FROM entry_part WHERE entry = ?"
        payload = connection.exec_driver_sql(query, (posted.seq,)).scalar_one()
    weighed = decode_acts(payload)[0].operation
    assert isinstance(weighed, Weigh)
    assert weighed.sample == ref_of(known)
    rock.post(Reverse(entry=EntryRef(spelling(posted.uid))))
    assert verify(by).findings == ()


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_who_acts_and_what_was_seen_take_any_spelling(rock: Lab, spelling: Callable[[str], str]) -> None:
    known = piece(rock, "15555")
    with rock.session.database.connect() as connection:
        query = "SELECT lower(hex(uuid)) FROM desk WHERE name = ?"
        operator, witness = (
            connection.exec_driver_sql(query, (name,)).scalar_one() for name in ("A. Curator", "B. Second")
        )
    described = Describe(sample="15555", values=(FieldValue(field="subclass", value="Olivine"),))
    basis = ((Uid(spelling(known.uid).replace("#", "").replace("＃", "")), known.last_seq),)
    rock.post(described, operator=spelling(operator), witness=spelling(witness), basis=basis)
    assert verify(rock.session.database).findings == ()


def test_a_basis_that_is_no_identity_is_refused(rock: Lab) -> None:
    with pytest.raises(UnclearReference) as refused:
        rock.post(Move(to=PlaceRef("Vault"), samples=(PieceRef("15555"),)), basis=((Uid("15555"), 1),))
    assert refused.value.key == "ref.not_exact"


def test_what_is_brought_back_is_named_by_its_identity(lab: Lab) -> None:
    opened = OpenCollection(code="K", name="K", scheme="plain")
    first = lab.post(opened)
    with lab.session.database.connect() as connection:
        uid = connection.exec_driver_sql("SELECT lower(hex(uuid)) FROM desk WHERE code = 'K'").scalar_one()
    lab.post(Reverse(entry=EntryRef(str(first.seq))))
    with pytest.raises(UnclearReference):
        lab.post(replace(opened, revives=CollectionRef("K")))
    lab.post(replace(opened, revives=CollectionRef(f"#{uid.upper()}")))
    with lab.session.database.connect() as connection:
        query = "SELECT count(*) FROM desk WHERE code = 'K' AND lower(hex(uuid)) = ?"
        assert connection.exec_driver_sql(query, (uid,)).scalar_one() == 1
    assert verify(lab.session.database).findings == ()


ODD = "e\u0301 \u2126 a\r\nb \x07 \x7f \u2028 \U0001f311 \\u0000"
"""Composed and not, signs with a normal form of their own, line ends, controls, and what only looks like NUL."""


def test_texts_are_in_normal_form_wherever_they_stand(rock: Lab) -> None:
    value = FieldValue(field="remarks", value=ODD)
    posted = rock.post(
        Describe(sample="15555", values=(value,)),
        witness="B. Second",
        reason=ODD,
        overrides={"some.key": ODD},
        authority=Authority(name=ODD, document=ODD),
        title=ODD,
        source=ODD,
        source_sha256="00" * 32,
    )
    assert posted.seq
    assert normal_text(ODD) == "\u00e9 \u03a9 a\r\nb \x07 \x7f \u2028 \U0001f311 \\u0000"
    with rock.session.database.connect() as connection:
        told = connection.exec_driver_sql(
            "SELECT reason, title, source, overrides, authority FROM entry ORDER BY seq DESC LIMIT 1"
        ).one()
    assert told[:3] == (normal_text(ODD),) * 3
    assert "e\u0301" not in "".join(told)
    assert verify(rock.session.database).findings == ()


@pytest.mark.parametrize("text", ["a\ud800b", "a\0b", "\udcff"])
def test_a_text_that_cannot_be_kept_is_refused_wherever_it_stands(rock: Lab, text: str) -> None:
    plain = Describe(sample="15555", values=(FieldValue(field="remarks", value="x"),))
    odd = replace(plain, values=(FieldValue(field="remarks", value=text),))
    for operation, more in (
        (odd, {}),
        (plain, {"reason": text}),
        (plain, {"title": text}),
        (plain, {"overrides": {"some.key": text}}),
        (plain, {"authority": Authority(name=text, document="x")}),
        (plain, {"authority": Authority(name="x", document=text)}),
        (plain, {"operator": text}),
    ):
        with pytest.raises((OperationTextError, UnclearReference)):
            rock.post(operation, **more)  # type: ignore[arg-type]
    with pytest.raises(OperationTextError) as refused:
        normal(odd)
    assert refused.value.facts == {"text": text.replace("\ud800", "?").replace("\0", "?").replace("\udcff", "?")}


def test_a_file_with_an_impossible_name_is_named_as_well_as_it_goes(rock: Lab) -> None:
    described = Describe(sample="15555", values=(FieldValue(field="remarks", value="x"),))
    rock.post(described, source="list\udcff.csv", operator=OperatorRef("A. Curator"))
    with rock.session.database.connect() as connection:
        last = connection.exec_driver_sql("SELECT source FROM entry ORDER BY seq DESC LIMIT 1").scalar_one()
    assert last == "list?.csv" == storable("list\udcff.csv")


def test_relations_to_one_piece_in_two_spellings_are_one(rock: Lab) -> None:
    known = piece(rock, "15555").uid
    with pytest.raises(Exception, match=r"posting\.refused"):
        rock.post(Relate(sample=PieceRef("15555"), other=PieceRef(f"#{known.upper()}"), kind="fits", source="x"))  # type: ignore[arg-type]
