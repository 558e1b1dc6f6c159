import pytest
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import PlaceState
from lunarcurator.services.place_book import PlaceBook, UnclearPlace
from lunarcurator.services.vocabularies import Vocabularies

KINDS = Vocabularies.load().place_kinds


def uid(number: int) -> Uid:
    return Uid(f"{number:032x}")


def place(number: int, name: str, kind: str, above: int = 0, **fields: Scalar) -> PlaceState:
    return PlaceState(uid(number), {"name": name, "kind": kind, **fields}, uid(above) if above else None)


@pytest.fixture
def book() -> PlaceBook:
    return PlaceBook(
        [
            place(1, "Lab", "site"),
            place(2, "Vault P", "vault", 1, atmosphere="nitrogen"),
            place(3, "Tray 2", "tray", 2, code="T-0802", atmosphere="not_stated"),
            place(4, "Vault R", "vault", 1),
            place(5, "Tray 2", "tray", 4, sealed=1, tare_ug=5),
            place(6, "Old can", "can", 4, retired=1),
            place(7, "Thing", "unheard_of"),
        ],
        KINDS,
    )


def test_places_stand_in_the_order_of_their_paths(book: PlaceBook) -> None:
    assert [each.path_text for each in book][:3] == ["Lab", "Lab › Vault P", "Lab › Vault P › Tray 2"]


@pytest.mark.parametrize(
    "text", ["T-0802", " t-0802 ", "Vault P > Tray 2", "lab › vault p › tray 2", f"#{uid(3)}"]
)
def test_a_place_is_found_by_code_path_and_exact_reference(book: PlaceBook, text: str) -> None:
    assert book.find(text).uid == uid(3)


def test_a_name_of_two_places_is_unclear_and_says_how_many(book: PlaceBook) -> None:
    with pytest.raises(UnclearPlace) as told:
        book.find("Tray 2")
    assert (told.value.key, told.value.facts["count"]) == ("ref.several", 2)


@pytest.mark.parametrize("text", ["", "Tray 9", "Old can", " > "])
def test_what_names_no_place_in_use_is_refused(book: PlaceBook, text: str) -> None:
    with pytest.raises(UnclearPlace) as told:
        book.find(text)
    assert told.value.key == "ref.no_place"


def test_a_path_that_is_whole_wins_over_the_end_of_another() -> None:
    twins = PlaceBook([place(1, "Lab", "site"), place(2, "Annex", "site"), place(3, "Lab", "building", 2)], KINDS)
    assert twins.find("Lab").uid == uid(1)


def test_an_atmosphere_is_taken_from_what_a_place_stands_in(book: PlaceBook) -> None:
    assert book.atmosphere(uid(3)) == "nitrogen"
    assert book.atmosphere(uid(5)) == ""
    assert book.atmosphere(None) == ""


def test_what_stands_inside_is_found_at_any_depth(book: PlaceBook) -> None:
    assert {each.uid for each in book.inside(uid(1))} == {uid(2), uid(3), uid(4), uid(5)}


def test_only_usable_places_are_offered(book: PlaceBook) -> None:
    assert uid(6) not in {each.uid for each in book.usable()}
    assert uid(1) not in {each.uid for each in book.usable(for_pieces=True)}


def test_a_card_says_what_the_place_is(book: PlaceBook) -> None:
    card = book.get(uid(5))
    assert card is not None
    assert (card.sealed, card.tare_ug, card.holds_pieces) == (True, 5, True)
    assert book.get(None) is None
    assert book.get(uid(99)) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("t-0802", [3]),
        ("t-08", [3]),
        ("tray", [3, 5]),
        ("vault p tray", [3]),
        ("vault p > tr", [3]),
        ("lab/vault r/2", [5]),
        ("VAULT", [2, 4]),
        ("ault", [2, 4]),
        ("0802", [3]),
        ("8", []),
        ("old", []),
        ("nowhere", []),
    ],
)
def test_any_part_of_a_code_name_or_path_says_what_it_may_mean(
    book: PlaceBook, text: str, found: list[int]
) -> None:
    assert [each.uid for each in book.matching(text)] == [uid(each) for each in found]


def test_the_likeliest_place_stands_first() -> None:
    named = [place(1, "Tray", "tray"), place(2, "Tray 10", "tray"), place(3, "Old tray", "tray", code="TRAY")]
    book = PlaceBook([place(4, "Box", "box", code="TRAY-9"), *named], KINDS)
    assert [each.name for each in book.matching("tray")] == ["Old tray", "Tray", "Tray 10", "Box"]


def test_nothing_typed_may_mean_every_place_in_use(book: PlaceBook) -> None:
    assert book.matching(" ") == book.usable()
    assert book.matching("", for_pieces=True) == book.usable(for_pieces=True)
