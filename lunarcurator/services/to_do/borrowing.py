"""What needs a hand among those who borrow: agreements that end, signatures owed, people nobody heard of."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final

from lunarcurator.documents.model import ColumnKind
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.lending.agreements import AgreementRow, expiring, lapsed, owed_signatures
from lunarcurator.services.lending.parties import parties, stale_people
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.to_do.listing import Concern, ListColumn, Listing, ListRow, Target
from lunarcurator.services.to_do.overdue import overdue_lines, owed_back

_GONE: Final = (ListColumn("ended_how", area="person_end"), ListColumn("ended_since", ColumnKind.DAY))
"""Who died, retired or moved answers for nothing, and a letter may reach nobody."""
_AGREEMENTS: Final = (
    ListColumn("agreement"),
    ListColumn("state", area="agreement_state"),
    ListColumn("borrower"),
    ListColumn("institution"),
    ListColumn("until", ColumnKind.DAY),
    ListColumn("days_left", ColumnKind.INTEGER),
    *_GONE,
)
_SIGNATURES: Final = (
    ListColumn("agreement"),
    ListColumn("borrower"),
    ListColumn("institution"),
    ListColumn("approved", ColumnKind.DAY),
    ListColumn("sign_by", ColumnKind.DAY),
    *_GONE,
)
_CONTACTS: Final = (
    ListColumn("borrower"),
    ListColumn("institution"),
    ListColumn("heard", ColumnKind.DAY),
    ListColumn("contacts"),
)
SOON: Final = 2
"""So many working days before a signature is owed it is looked for."""


def ending_agreements(session: StoreSession, moment: Moment = NOW) -> Listing:
    """Return the agreements that ended with something out under them, then those that end soon."""
    found = [*lapsed(session, moment), *expiring(session, moment=moment)]
    return _listed(Concern.AGREEMENTS, _AGREEMENTS, [_agreement(each, session.day_of(moment)) for each in found])


def signatures(session: StoreSession, moment: Moment = NOW) -> Listing:
    """Return the drafts whose signature is owed by now or within a few working days."""
    rows = [
        ListRow(
            (
                *(each.agreement.code, each.person, each.institution, each.agreement.approved, each.signature_due),
                *_gone(each, session.day_of(moment)),
            ),
            _leads(each),
        )
        for each in owed_signatures(session, SOON, moment)
    ]
    return _listed(Concern.SIGNATURES, _SIGNATURES, rows)


def contacts(session: StoreSession, moment: Moment = NOW) -> Listing:
    """Return the people under an agreement whom nobody heard of for too long."""
    known = parties(session, moment)
    rows = [
        ListRow(
            (each.name, known.name(known.house_of(each)), heard or None, "; ".join(each.contacts)),
            MappingProxyType({"borrower": Target("person", each.uid)}),
        )
        for each, heard in stale_people(session, moment)
    ]
    return _listed(Concern.CONTACTS, _CONTACTS, rows)


BORROWING_LOOKS: Final[MappingProxyType[Concern, Callable[[StoreSession, Moment], Listing]]] = MappingProxyType(
    {
        Concern.OVERDUE: overdue_lines,
        Concern.OWED_BACK: owed_back,
        Concern.AGREEMENTS: ending_agreements,
        Concern.SIGNATURES: signatures,
        Concern.CONTACTS: contacts,
    }
)
"""Who looks for which of these concerns."""


def _agreement(row: AgreementRow, day: Day) -> ListRow:
    held = row.agreement
    values = (held.code, str(row.state), row.person, row.institution, held.until, row.days_left)
    return ListRow((*values, *_gone(row, day)), _leads(row))


def _gone(row: AgreementRow, day: Day) -> tuple[str, Day | None]:
    """Return how and since when the person of an agreement answers for nothing on a day."""
    return (row.ended_how, row.ended) if 0 < row.ended <= day else ("", None)


def _leads(row: AgreementRow) -> MappingProxyType[str, Target]:
    held = row.agreement
    person = Target("person", held.person or Uid(""))
    return MappingProxyType({"agreement": Target("agreement", held.uid), "borrower": person})


def _listed(concern: Concern, columns: tuple[ListColumn, ...], rows: Sequence[ListRow]) -> Listing:
    return Listing(concern, columns, tuple(rows), len(rows), len(rows))
