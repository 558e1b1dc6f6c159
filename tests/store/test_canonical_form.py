"""The bytes that are digested, word for word: they may never change, or old stores look tampered with."""

import dataclasses
import sqlite3
import typing
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain import facts
from lunarcurator.domain.accounts import Account, Book, Quality
from lunarcurator.domain.acts import Act
from lunarcurator.domain.facts import Fact
from lunarcurator.domain.identity import CollectionRef, PieceRef, Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import OPERATIONS, Reading, Register, Weigh
from lunarcurator.services.codec import decode_acts, encode_acts
from lunarcurator.store.digests import (
    FactsDigest,
    Header,
    PayloadDigest,
    content,
    first_link,
    link,
    origin_of,
)
from lunarcurator.store.fact_rows import FACT_ROWS, FIRST_KINDS, ROW_OF

A, B, C, D = (Uid(letter * 32) for letter in "abcd")
BOOK = Book(C, "Apollo 15", "ours")

VECTORS: tuple[tuple[Fact, str], ...] = (
    (
        facts.MassLine(A, BOOK, Account.HERE, 19740100, 4_106_000, 0, Quality.MEASURED, 1_000),
        f'[0,"{A}","{C}","Apollo 15","ours","here",19740100,4106000,0,"measured",1000,""]',
    ),
    (
        facts.MassLine(A, BOOK, Account.UNMEASURED, 19740000, 0, -1, None, None, '"in epoxy"\n'),
        f'[1,"{A}","{C}","Apollo 15","ours","unmeasured",19740000,0,-1,null,null,"\\"in epoxy\\"\\n"]',
    ),
    (
        facts.Weighing(A, 20200102, 49_999_000, None, None, 1_000, B, Account.ADJUSTMENT, 20191201),
        f'[2,"{A}",20200102,49999000,null,null,1000,"{B}","adjustment",20191201]',
    ),
    (facts.Placement(A, 20200103, B, None, "here"), f'[3,"{A}",20200103,"{B}",null,"here",null]'),
    (facts.ContainerMove(B, 20200104, None), f'[4,"{B}",20200104,null]'),
    (
        facts.Parentage(A, B, facts.ParentRole.DAUGHTER, 20200101),
        f'[5,"{A}","{B}","daughter",20200101]',
    ),
    (
        facts.NumberClaim(
            A, C, "15555,46", "15555,46", "15555 00046", "15555", ",46", "15555", "", 46, issued=True, day=20200101
        ),
        f'[6,"{A}","{C}","15555,46","15555,46","15555 00046","15555",",46","15555","",46,1,20200101]',
    ),
    (
        facts.NameClaim(A, facts.NameKind.PUBLISHED, "嫦娥", "列表/1", 0),
        f'[7,"{A}","published","嫦娥","列表/1",0]',
    ),
    (facts.Sighting(A, 20200105, None), f'[8,"{A}",20200105,null]'),
    (
        facts.Touch(facts.Subject.SAMPLE, A, 20200101, (("form", "chip"), ("count", 2), ("remarks", None))),
        f'[9,"sample","{A}",20200101,"[[\\"form\\",\\"chip\\"],[\\"count\\",2],[\\"remarks\\",null]]"]',
    ),
)

LATER: tuple[tuple[Fact, str], ...] = (
    (
        facts.Exposure(A, 20200106, 0, facts.ExposureKind.AIR, "bag", facts.Scope.WHOLE, B, 256_000, "p. 3", None),
        f'[0,"{A}",20200106,0,"air","bag","whole","{B}",256000,"p. 3",null]',
    ),
    (
        facts.Relation(A, B, facts.RelationKind.FITS, "the list", 20200107),
        f'[1,"{A}","{B}","fits","the list",20200107]',
    ),
    (
        facts.Statement(A, 20200108, "collected", "9", "the list", chosen=True),
        f'[2,"{A}",20200108,"collected","9","the list",1]',
    ),
    (
        facts.CheckResult(A, 20200109, D, facts.CheckVerdict.MISSING, B, None),
        f'[3,"{A}",20200109,"{D}","missing","{B}",null]',
    ),
)
"""Kinds of fact of the second schema: an entry without any of them keeps the digest it had."""

WEIGHED = Act(
    operation=Weigh(sample=PieceRef(f"#{A}"), reading=Reading(net_ug=49_999_000)),
    day=19740100,
    day_stated="January 1974",
)
ENTERED = Act(
    operation=Register(
        collection=CollectionRef(f"#{C}"),
        number="15555",
        mission="Apollo 15",
        mass=Mass.measured(0, 1),
        remarks="e\u0301 嫦娥",
        proposed=True,
    ),
    day=0,
)
LATER_DIGEST = "31b8131bfd4ca52fc7d2327623d6e65cb0c3be09c060260b2217611bb31bcca2"
FACTS_DIGEST = "d023bfe0c2f4bf81228aa0fc070dd73d6d285bf44d644568d571ae0ac3724641"


@pytest.mark.parametrize("at", range(len(VECTORS)))
def test_the_bytes_of_each_kind_of_fact(at: int) -> None:
    fact, told = VECTORS[at]
    assert _canonical(at, fact) == f"{told}\n".encode()


@pytest.mark.parametrize("at", range(len(LATER)))
def test_the_bytes_of_each_later_kind_of_fact(at: int) -> None:
    fact, told = LATER[at]
    assert _canonical(at, fact) == f"{told}\n".encode()


def test_every_kind_of_fact_has_a_vector() -> None:
    assert [type(fact) for fact, _ in VECTORS][1:] == [row.fact for row in FACT_ROWS[:FIRST_KINDS]]
    assert [type(fact) for fact, _ in LATER] == [row.fact for row in FACT_ROWS[FIRST_KINDS:]]


def test_the_digest_of_later_facts() -> None:
    digest = FactsDigest()
    for n, (fact, _) in enumerate(LATER):
        digest.add(type(fact), _canonical(n, fact))
    assert digest.done().hex() == LATER_DIGEST


def test_the_digest_of_facts() -> None:
    assert _facts_digest().hex() == FACTS_DIGEST


def test_the_bytes_of_a_weighing() -> None:
    assert encode_acts([WEIGHED]) == (
        b'[{"day":19740100,"day_stated":"January 1974","kind":"weigh","operation":'
        b'{"reading":{"net_ug":49999000},"sample":"#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}]'
    )


def test_the_bytes_of_a_registration_are_in_normal_form_c() -> None:
    assert encode_acts([ENTERED]) == (
        b'[{"day":0,"day_stated":"","kind":"register","operation":'
        b'{"collection":"#cccccccccccccccccccccccccccccccc","mass":{"kind":"measured","resolution_ug":1,"ug":0},'
        b'"mission":"Apollo 15","number":"15555","proposed":true,"remarks":"\xc3\xa9 \xe5\xab\xa6\xe5\xa8\xa5"}}]'
    )


def test_the_digest_of_a_payload_in_two_parts() -> None:
    assert _payload_digest().hex() == PAYLOAD_DIGEST


def test_the_digest_of_a_payload_knows_where_its_parts_end() -> None:
    one, two = PayloadDigest(), PayloadDigest()
    one.add(b"[1][2]", 2)
    two.add(b"[1]", 1)
    two.add(b"[2]", 1)
    assert one.done() != two.done()


def test_the_digest_of_an_entry() -> None:
    assert _content().hex() == CONTENT


def test_the_links_of_two_entries() -> None:
    first = link(first_link(bytes(16)), 1, _content())
    assert first.hex() == FIRST_LINK
    carried = origin_of(b"\1" * 16, 7, b"\2" * 32)
    assert link(first, 2, _content(), carried).hex() == SECOND_LINK


def test_an_entry_made_here_has_no_origin() -> None:
    assert origin_of(None, None, None) == b""
    assert origin_of(None, 0, None) != b""


@pytest.mark.parametrize("field", [each.name for each in dataclasses.fields(Header)])
def test_every_part_of_a_heading_is_in_the_digest(field: str) -> None:
    value = getattr(HEADER, field)
    other = value + 1 if isinstance(value, int) else f"{value or ''}0"
    altered = dataclasses.replace(HEADER, **{field: other})
    assert content(altered, _payload_digest(), _facts_digest()) != _content()


def test_nothing_that_is_digested_can_be_a_float() -> None:
    for kind in (*OPERATIONS.values(), *(row.fact for row in FACT_ROWS)):
        assert float not in set(_leaves(kind)), kind


@given(st.lists(st.one_of(st.text(), st.integers(-(2**63), 2**63 - 1), st.none())))
def test_sql_writes_the_same_bytes_as_the_program(values: list[Any]) -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        marks = ", ".join("?" * len(values))
        told = raw.execute(f"SELECT CAST(json_array({marks}) AS BLOB)", values).fetchone()[0]
    assert told == msgspec.json.encode(values)


@given(st.text(), st.text())
def test_a_payload_reads_back_as_it_was_written(remarks: str, number: str) -> None:
    told = unicodedata.normalize("NFC", remarks), unicodedata.normalize("NFC", number)
    operation = Register(collection=CollectionRef("Apollo"), number=told[1], remarks=told[0])
    act = Act(operation=operation, day=20200101)
    assert decode_acts(encode_acts([act])) == (act,)
    assert unicodedata.is_normalized("NFC", encode_acts([act]).decode())


PAYLOAD_DIGEST = "f59bd425fb3372c879e0acbb0a1c15e53293adf7f99d141ea4381fcb3db8acc6"
CONTENT = "a2c75b2fcb02e65047210bb7ff533a3c629b701fdbd68fb7d462c2d1840bf591"
FIRST_LINK = "6bb340f4503c4f6ad0ed5971aed00153e4e5d04d1f6ca52a0f641dbf0ebb83bc"
SECOND_LINK = "4b6c903427c608cd4d63d448a159bdc2802ce7b9325789748584d3abc5c05c7f"
HEADER = Header(
    uuid=D,
    recorded_us=1_780_000_000_000_001,
    kind="batch",
    operator=B,
    witness=None,
    day=19740100,
    day_stated="",
    reason="é",
    overrides="{}",
    authority="{}",
    title="",
    source="",
    source_sha256="",
    reverses=None,
    acts=2,
    parts=2,
)


def _canonical(n: int, fact: Fact) -> bytes:
    row = ROW_OF[type(fact)]
    return row.canonical([row.plain(n, fact)])


def _facts_digest() -> bytes:
    digest = FactsDigest()
    for at, (fact, _) in enumerate(VECTORS):
        digest.add(type(fact), _canonical(at, fact))
    return digest.done()


def _payload_digest() -> bytes:
    digest = PayloadDigest()
    digest.add(encode_acts([WEIGHED]), 1)
    digest.add(encode_acts([ENTERED]), 1)
    return digest.done()


def _content() -> bytes:
    return content(HEADER, _payload_digest(), _facts_digest())


def _leaves(kind: Any) -> Iterator[Any]:
    inner = typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            yield from _leaves(hints[field.name])
    elif isinstance(kind, typing.TypeAliasType):
        yield from _leaves(kind.__value__)
    elif inner:
        for each in inner:
            yield from _leaves(each)
    else:
        yield kind
