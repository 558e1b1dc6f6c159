"""Words and figures of the balance room."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.panels.lacking import what_unweighed_means
from lunarcurator.desktop.rooms.balance.model import ACCOUNTS, DIFFERENCE, NAME, UNKNOWN, account_of
from lunarcurator.desktop.translation import counted
from lunarcurator.documents.reports.balance import account_of as account_of_part
from lunarcurator.documents.reports.balance import all_open, open_about, part_name
from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.known_mass import Booked
from lunarcurator.domain.mass_display import behind_minus, plain_mass, shown_count, shown_exact
from lunarcurator.domain.transfers import TransferWay
from lunarcurator.services.balances import BalanceLine, InexactMasses, Level, PieceCounts

_UG_IN_MG: Final = 1_000
_TIPS: Final[Mapping[Account, object]] = MappingProxyType(
    {
        Account.RECEIVED: QT_TRANSLATE_NOOP(
            "Telling",
            "Everything that ever came into the collection, also by exchange. All to its right add up to it.",
        ),
        Account.HERE: QT_TRANSLATE_NOOP("Telling", "Mass of pieces in the vaults and rooms of this laboratory."),
        Account.LOAN: QT_TRANSLATE_NOOP("Telling", "Mass of pieces with borrowers or on the way."),
        Account.DISPLAY: QT_TRANSLATE_NOOP("Telling", "Mass of pieces on display."),
        Account.REMOTE: QT_TRANSLATE_NOOP("Telling", "Mass of pieces at another site of ours."),
        Account.ATTRITION: QT_TRANSLATE_NOOP("Telling", "What was lost in cutting, chipping and sieving."),
        Account.CONSUMED: QT_TRANSLATE_NOOP("Telling", "What was used up in analysis."),
        Account.LOST: QT_TRANSLATE_NOOP("Telling", "What is missing and declared lost."),
        Account.TRANSFERRED: QT_TRANSLATE_NOOP(
            "Telling",
            "What was given, exchanged or deaccessioned, less what came back. Below it is told apart by how.",
        ),
        Account.ADJUSTMENT: QT_TRANSLATE_NOOP(
            "Telling", "Differences between weighings and the book, and suspense that was written off."
        ),
        Account.UNMEASURED: QT_TRANSLATE_NOOP(
            "Telling",
            "Grams that went into pieces nobody has weighed, such as butts in epoxy, less grams weighed out of "
            "such pieces. Beside it the pieces: taken unweighed they count negative, weighed since positive.",
        ),
        Account.UNRECONCILED: QT_TRANSLATE_NOOP(
            "Telling",
            "What old catalogues state was received and nobody has confirmed. It shrinks as pieces are weighed, "
            "split or lent, or is written off with authority.",
        ),
    }
)


class Telling(QObject):
    """Turns lines of the trial balance into texts, in the language of the window."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = context
        self._counts: PieceCounts | None = None
        self._inexact: InexactMasses | None = None

    def take_counts(self, counts: PieceCounts | None, inexact: InexactMasses | None = None) -> None:
        """Take in how many pieces the books hold, and which masses are not exact; None while that is counted."""
        self._counts, self._inexact = counts, inexact

    def headers(self) -> tuple[str, ...]:
        """Return the headers of the table."""
        accounts = tuple(self.account(account) for account in ACCOUNTS)
        return (self.tr("Collection"), *accounts, self.tr("Difference"), self.tr("Unweighed"))

    def tips(self) -> tuple[str, ...]:
        """Return what each column means."""
        return (
            "",
            *(self.tip(account) for account in ACCOUNTS),
            self.tr("Received less all other accounts. A book in order has none, to the microgram."),
            what_unweighed_means(),
        )

    def tip(self, account: Account) -> str:
        """Return what an account means."""
        return self.tr(str(_TIPS[account]))

    def account(self, account: Account) -> str:
        """Return the name of an account."""
        return self._place.words.label(f"account.{account}")

    def name(self, line: BalanceLine) -> str:
        """Return what a row is about."""
        match line.level:
            case Level.ALL:
                return self.tr("All collections")
            case Level.COLLECTION:
                return line.collection
            case Level.MISSION:
                return line.mission or self.tr("no mission")
            case Level.TITLE:
                return (
                    self._place.words.label(f"title.{line.title}") if line.title else self.tr("title not stated")
                )

    def pieces(self, line: BalanceLine) -> str:
        """Return how many pieces a row holds, empty while that is being counted."""
        return shown_count(self._counts.held(line.books)) if self._counts else ""

    def amount(self, line: BalanceLine, account: Account) -> int:
        """Return what stands on an account in ug; what was received counts positive."""
        return line.booked(account).ug

    def sign_of(self, line: BalanceLine, account: Account) -> str:
        """Return the sign before the figure of an account: that it is at least, at most or about that."""
        if account is Account.RECEIVED and self._inexact is None:
            return ""
        return line.known(account, self._inexact).sign

    def figure(self, line: BalanceLine, account: Account) -> str:
        """Return the figure of an account with its sign, as a column of figures has it."""
        return behind_minus(self.sign_of(line, account), exact(self.amount(line, account)))

    def to_microgram(self, line: BalanceLine, account: Account) -> str:
        """Return the figure of an account with its sign, all its decimals there."""
        return behind_minus(self.sign_of(line, account), shown_exact(self.amount(line, account)))

    def has_figure(self, line: BalanceLine, account: Account) -> bool:
        """Tell whether an account has a figure; of unweighed pieces alone there is none, not even nought."""
        return line.booked(account).has_figure

    def left_open(self, line: BalanceLine, account: Account) -> str:
        """Return what the figure of an account leaves open: unweighed pieces, upper bounds, estimates; or ""."""
        if account is Account.RECEIVED and self._inexact is None:
            # Which of the unweighed pieces have their mass in the figure is not counted yet.
            return ""
        return open_about(account, line.booked(account, self._inexact), self._place.words.say)

    def told(self, line: BalanceLine, account: Account, figure: str) -> str:
        """Return a figure of an account, worded by the caller, with what it leaves open; or the latter alone."""
        left_open = self.left_open(line, account)
        if not self.has_figure(line, account):
            return left_open
        return f"{figure} ({left_open})" if left_open else figure

    def ways(self, line: BalanceLine) -> str:
        """Return how what was transferred went, and what was received by exchange, to the microgram; or ""."""
        say = self._place.words.say
        told = []
        for way, booked in line.by_way().items():
            mass = self.tr("{mass} g").replace("{mass}", behind_minus(booked.known.sign, shown_exact(booked.ug)))
            left_open = open_about(account_of_part(way), booked, say)
            figure = f"{mass} ({left_open})" if left_open else mass
            told.append(f"{part_name(way, say)}: {figure if booked.has_figure else left_open}")
        return " · ".join(told)

    def all_open(self, line: BalanceLine) -> str:
        """Return what the figures of a row leave open, account by account."""
        booked = {account: line.booked(account, self._inexact) for account in ACCOUNTS}
        return all_open(booked, self._place.words.say)

    def copied_headers(self, ways: Iterable[TransferWay]) -> tuple[str, ...]:
        """Return the headers of a copy, which says in columns of their own what they leave open, and each way."""
        say = self._place.words.say
        return (*self.headers(), say("report.masses_not_known"), *(part_name(way, say) for way in ways))

    def plain_by(self, line: BalanceLine, way: TransferWay) -> str:
        """Return what went by a way for a copy: plain digits, or how many pieces were unweighed."""
        booked = line.by_way().get(way, Booked())
        if not booked.has_figure:
            return open_about(account_of_part(way), booked, self._place.words.say)
        return plain_mass(booked.ug, resolution_ug=1)

    def has_upper_bounds(self, line: BalanceLine) -> bool:
        """Tell whether a row holds masses of which only the most is known."""
        return any(line.booked(account, self._inexact).bounded_ug for account in HOLDING)

    def sign(self, account: Account) -> int:
        """Return -1 for what was received, which the book counts negative and the room positive, else 1."""
        return -1 if account is Account.RECEIVED else 1

    def spoken(self, line: BalanceLine, column: int) -> str:
        """Return the whole value of a cell in words and figures, to the microgram."""
        account = account_of(column)
        if account is not None:
            return self.told(
                line, account, self.tr("{mass} g").replace("{mass}", self.to_microgram(line, account))
            )
        if column == NAME:
            return self.name(line)
        if column == DIFFERENCE:
            return self.difference(line)
        return self.unknown(line) if column == UNKNOWN else ""

    def difference(self, line: BalanceLine) -> str:
        """Return the word of the badge: the difference in micrograms, or in pieces where only those differ."""
        if line.difference_ug or not line.difference_pieces:
            return f"{shown_count(line.difference_ug)}\u00a0µg"
        return counted("Telling", "{count} piece", "{count} pieces", line.difference_pieces)

    def unknown(self, line: BalanceLine) -> str:
        """Return how many pieces are unweighed, and why."""
        count = shown_count(line.unweighed_pieces)
        if not line.unweighed_pieces or self._counts is None:
            return count
        return f"{count}: {self.reasons(line)}"

    def reasons(self, line: BalanceLine) -> str:
        """Return why masses are unknown, with how many pieces for each reason; empty for none."""
        if self._counts is None:
            return ""
        told = self._counts.reasons(line.books)
        return ", ".join(f"{shown_count(count)} {self.reason(code)}" for code, count in told.items())

    def reason(self, code: str) -> str:
        """Return why a mass is unknown, in words."""
        words = self._place.words
        key = f"unknown_reason.{code}"
        return words.say(key) if code and words.has(key) else code or words.say("mass.unknown")

    def summary(self, line: BalanceLine) -> str:
        """Return the line beside the name of the selected row."""
        known = self.tr("{mass} g").replace("{mass}", self.figure(line, Account.RECEIVED))
        received = self.tr("received: {mass}").replace("{mass}", self.told(line, Account.RECEIVED, known))
        if not self._counts:
            return received
        held = counted("Telling", "1 piece held", "{count} pieces held", self._counts.held(line.books))
        return self.tr("{held}, {received}").format(held=held, received=received)


def exact(ug: int) -> str:
    """Return ug for eyes in grams, nothing rounded: three decimals, or six where there are micrograms."""
    shown = shown_exact(ug)
    return shown if ug % _UG_IN_MG else shown[:-4]


def decimals_for(amounts: Iterable[int]) -> int:
    """Return for how many decimals a column of these ug keeps room, so that all stand on the point."""
    return 6 if any(ug % _UG_IN_MG for ug in amounts) else 3
