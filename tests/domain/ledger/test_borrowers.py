"""Those who borrow: entered, changed, heard of, restricted; nothing is lost of what was before."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import InstitutionRef, PersonRef, ref_of
from lunarcurator.domain.lending.people import Institution, Person
from lunarcurator.domain.lending.terms import InstitutionType, LimitKind, PersonRole
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.domain.operations.borrowing import (
    Affiliation,
    ConfirmContact,
    LimitBorrower,
    SetUpInstitution,
    SetUpPerson,
)
from lunarcurator.domain.status import Role

from tests.domain.ledger.bench import Bench
from tests.domain.ledger.desk import Refused

LATER = 20210301


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.do(SetUpInstitution(name="Institute A", country="X", names=("甲所",)))
    bench.do(SetUpInstitution(name="Institute B"))
    return bench


def keys(act: Callable[[], object]) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.keys


def place(bench: Bench, name: str = "Institute A") -> InstitutionRef:
    return InstitutionRef(ref_of(bench.session.named(Subject.INSTITUTION, name)[-1]))


def who(bench: Bench, name: str = "Borrower A") -> PersonRef:
    return PersonRef(ref_of(bench.session.named(Subject.PERSON, name)[-1]))


def institution(bench: Bench, name: str = "Institute A") -> Institution:
    uid = bench.session.named(Subject.INSTITUTION, name)[-1]
    return Institution.of(bench.session.ledger().record(Subject.INSTITUTION, uid))


def person(bench: Bench, name: str = "Borrower A") -> Person:
    return Person.of(bench.session.ledger().record(Subject.PERSON, bench.session.named(Subject.PERSON, name)[-1]))


def enter(bench: Bench, name: str = "Borrower A", **more: Any) -> None:
    held = (Affiliation(institution=place(bench), since=20200101),)
    bench.do(SetUpPerson(name=name, **{"affiliations": held, "contacts": ("a@b.example",), **more}))


def test_an_institution_is_entered_with_its_names_and_changed_as_a_whole(bench: Bench) -> None:
    assert institution(bench).names == ("甲所",)
    ref = place(bench)
    kind = InstitutionType.MUSEUM
    bench.do(SetUpInstitution(institution=ref, name="Institute A", type=kind, names=("Inst. A",), retired=True))
    after = institution(bench)
    assert (after.names, after.country, after.type, after.retired) == (("Inst. A",), "", kind, True)


def test_an_institution_needs_a_name_of_its_own(bench: Bench) -> None:
    assert keys(lambda: bench.do(SetUpInstitution(name=" "))) == {"institution.needs_name"}
    assert keys(lambda: bench.do(SetUpInstitution(name="Institute B"))) == {"institution.name_taken"}
    same = SetUpInstitution(institution=place(bench), name="Institute A", country="X", names=("甲所",))
    assert keys(lambda: bench.do(same)) == {"record.nothing_changed"}


def test_a_person_has_a_leading_institution_contacts_and_names(bench: Bench) -> None:
    enter(bench, names=("借用人甲",), remarks="by post only")
    known = person(bench)
    assert known.institution == institution(bench).uid
    assert (known.names, known.contacts, known.remarks) == (("借用人甲",), ("a@b.example",), "by post only")
    assert known.affiliations[0].role is PersonRole.RESPONSIBLE


def test_an_affiliation_is_ended_and_another_leads(bench: Bench) -> None:
    enter(bench)
    a, b = place(bench), place(bench, "Institute B")
    second = Affiliation(institution=b, role=PersonRole.CO_INVESTIGATOR, since=20200201)
    bench.do(SetUpPerson(person=who(bench), name="Borrower A", affiliations=(second,)))
    assert person(bench).institution == institution(bench).uid, "where one is responsible leads"
    ended = Affiliation(institution=a, until=20201231)
    bench.do(SetUpPerson(person=who(bench), name="Borrower A", affiliations=(ended,)), LATER)
    known = person(bench)
    assert known.institution == institution(bench, "Institute B").uid
    assert known.contacts == ()
    held = {(each.role, each.since, each.until) for each in known.affiliations}
    assert held == {
        (PersonRole.RESPONSIBLE, 20200101, 20201231),
        (PersonRole.CO_INVESTIGATOR, 20200201, 0),
    }
    first = known.affiliations[0]
    assert first.holds_on(20201231)
    assert not first.holds_on(LATER)
    assert known.role_at(institution(bench).uid, LATER) is None


def test_a_person_without_an_institution_has_none(bench: Bench) -> None:
    enter(bench, affiliations=())
    assert person(bench).institution is None


def test_what_is_wrong_with_a_person_is_told(bench: Bench) -> None:
    enter(bench)
    assert keys(lambda: enter(bench)) == {"person.same_name"}
    assert keys(lambda: enter(bench, "")) == {"person.needs_name"}
    backwards = (Affiliation(institution=place(bench), since=20210101, until=20200101),)
    assert keys(lambda: enter(bench, "Borrower B", affiliations=backwards)) == {"person.left_before_came"}
    held = (Affiliation(institution=place(bench)),)
    same = SetUpPerson(person=who(bench), name="Borrower A", contacts=("a@b.example",), affiliations=held)
    assert keys(lambda: bench.do(same)) == {"record.nothing_changed"}


def test_two_people_may_have_one_name_if_somebody_says_so(bench: Bench) -> None:
    enter(bench)
    bench.do(SetUpPerson(name="Borrower A"), accept=("person.same_name",))
    assert len(bench.session.named(Subject.PERSON, "Borrower A")) == 2


def test_a_contact_is_confirmed_by_the_latest_day_on_which_one_was_heard_of(bench: Bench) -> None:
    enter(bench)
    bench.do(ConfirmContact(person=who(bench), how="letter 7"), LATER)
    assert (person(bench).confirmed, person(bench).confirmed_how) == (LATER, "letter 7")
    earlier = ConfirmContact(person=who(bench), how="call")
    assert keys(lambda: bench.do(earlier, 20210101)) == {"contact.heard_later"}
    assert keys(lambda: bench.do(earlier, 0)) == {"borrower.day_unknown", "contact.heard_later"}
    assert keys(lambda: bench.do(ConfirmContact(person=who(bench), how=""), LATER)) == {"contact.needs_how"}


def test_a_restriction_holds_from_its_day_until_it_ends_or_is_lifted(bench: Bench) -> None:
    enter(bench)
    noted = LimitBorrower(person=who(bench), kind=LimitKind.FUNDING, text="not by fund Z", until=20211231)
    bench.do(noted, LATER)
    limit = person(bench).limits[0]
    assert [limit.holds_on(day) for day in (20210228, LATER, 20211231, 20220101)] == [False, True, True, False]
    bench.do(LimitBorrower(person=who(bench), lifts="not by fund Z"), 20210601)
    limit = person(bench).limits[0]
    assert [limit.holds_on(day) for day in (20210531, 20210601)] == [True, False]
    bench.do(noted, 20210701)
    assert len(person(bench).limits) == 2


def test_an_institution_is_restricted_without_an_end(bench: Bench) -> None:
    bench.do(LimitBorrower(institution=place(bench), text="export licence"), LATER)
    limit = institution(bench).limits[0]
    assert (limit.holds_on(29991231), limit.until, limit.lifted) == (True, 0, 0)


def test_what_is_wrong_with_a_restriction_is_told(bench: Bench) -> None:
    enter(bench)
    a, b = who(bench), place(bench)
    both = LimitBorrower(person=a, institution=b, text="x", until=20200101)
    assert keys(lambda: bench.do(both, LATER)) == {"limit.of_whom", "limit.ends_before"}
    assert keys(lambda: bench.do(LimitBorrower(text="x"))) == {"limit.of_whom"}
    assert keys(lambda: bench.do(LimitBorrower(person=a))) == {"limit.needs_text"}
    assert keys(lambda: bench.do(LimitBorrower(person=a, lifts="x"))) == {"limit.none_such"}
    bench.do(LimitBorrower(person=a, text="x"))
    assert keys(lambda: bench.do(LimitBorrower(person=a, text=" x "))) == {"limit.known"}


def test_a_former_name_stays_among_the_others(bench: Bench) -> None:
    enter(bench, names=("甲",))
    renamed = SetUpPerson(person=who(bench), name="Borrower Z", names=("甲",))
    bench.do(renamed, LATER)
    assert set(person(bench, "Borrower Z").names) == {"甲", "Borrower A"}
    kept = SetUpInstitution(institution=place(bench), name="Institute Z", names=("institute  a",))
    bench.do(kept, LATER)
    assert institution(bench, "Institute Z").names == ("institute  a",), "the new record has it already"
    spelled = SetUpInstitution(institution=place(bench, "Institute B"), name="INSTITUTE B")
    bench.do(spelled, LATER)
    assert institution(bench, "INSTITUTE B").names == (), "it is found by the new spelling"


@pytest.mark.parametrize("spelled", ["institute a", " Institute  A", "ＩＮＳＴＩＴＵＴＥ Ａ"])
def test_names_that_differ_in_capitals_spaces_or_width_are_one_name(bench: Bench, spelled: str) -> None:
    with pytest.raises(Refused) as refused:
        bench.do(SetUpInstitution(name=spelled))
    (found,) = refused.value.findings
    assert (found.key, dict(found.facts)) == ("institution.name_taken", {"name": "Institute A"})
    enter(bench, "Institute A")
    assert keys(lambda: bench.do(SetUpPerson(name=spelled))) == {"person.same_name"}
    bench.do(SetUpOperator(name="Institute A", role=Role.CURATOR))
    assert keys(lambda: bench.do(SetUpOperator(name=spelled, role=Role.CURATOR))) == {"operator.name_taken"}
    bench.balance("Institute A")
    assert keys(lambda: bench.balance(spelled)) == {"balance.name_taken"}


def test_names_are_alike_within_one_entry_as_they_are_by_then(bench: Bench) -> None:
    ref = place(bench)
    renamed = bench.act(SetUpInstitution(institution=ref, name="Institute Z"))
    again = bench.act(SetUpInstitution(name="institute a"))
    bench.session.post(renamed, again)
    twice = [bench.act(SetUpInstitution(name=name)) for name in ("Institute N", "institute n")]
    assert keys(lambda: bench.session.post(*twice)) == {"institution.name_taken"}


def test_a_further_name_that_is_that_of_another_is_asked_about_once(bench: Bench) -> None:
    enter(bench)
    enter(bench, "Borrower B")
    more = SetUpPerson(person=who(bench), name="Borrower A", names=("borrower b",), contacts=("a@b.example",))
    assert keys(lambda: bench.do(more)) == {"person.other_name_taken"}
    bench.do(more, accept=("person.other_name_taken",))
    bench.do(replace(more, remarks="r"))
    own = SetUpInstitution(institution=place(bench), name="Institute A", names=("INSTITUTE A", "甲所"))
    bench.do(own)
    other = replace(own, names=("Institute B",))
    assert keys(lambda: bench.do(other)) == {"institution.other_name_taken"}
