"""The six independent status axes of a piece (`domain.md` 1.4, `ledger.md` section 4)."""

from enum import StrEnum


class Existence(StrEnum):
    """Whether there is such a piece; renumbering is no state, identity is not the number."""

    PLANNED = "planned"
    EXISTS = "exists"
    CONSUMED = "consumed"
    DESTROYED = "destroyed"
    LOST = "lost"
    STOLEN = "stolen"
    MERGED = "merged"
    TRANSFERRED = "transferred"
    RETIRED = "retired"
    VOID = "void"


class Custody(StrEnum):
    """Who answers for the piece now; in transit is a custody, not an account."""

    HERE = "here"
    REMOTE = "remote"
    LOAN = "loan"
    TRANSIT = "transit"
    DISPLAY = "display"


class Condition(StrEnum):
    """What the piece is still good for; it never improves by itself (R9)."""

    PRISTINE = "pristine"
    RETURNED = "returned"
    AIR_EXPOSED = "air_exposed"
    FROZEN = "frozen"
    ALTERED = "altered"
    NOT_STATED = "not_stated"


class Access(StrEnum):
    """Who may ask for the piece."""

    OPEN = "open"
    RESERVED = "reserved"
    RESTRICTED = "restricted"
    MEMORIAL = "memorial"


class BasicUse(StrEnum):
    """What the piece is kept for (four Chinese classes, and NASA's display, education, reference)."""

    RESEARCH = "research"
    PERMANENT = "permanent"
    BACKUP = "backup"
    PUBLIC = "public"
    DISPLAY = "display"
    EDUCATION = "education"
    REFERENCE = "reference"


class Title(StrEnum):
    """Whose the piece is (R21); a gift or an exchange is not a loan."""

    OURS = "ours"
    HELD_FOR = "held_for"
    SHARED = "shared"
    GIVEN = "given"
    EXCHANGED = "exchanged"
    DISPUTED = "disputed"


class Light(StrEnum):
    """By what light a piece was taken: red keeps its thermoluminescence (`domain.md` 1.10)."""

    WHITE = "white"
    RED = "red"
    DARK = "dark"


class CoreOrientation(StrEnum):
    """Whether it is known which end of a core segment is up (`domain.md` 1.2)."""

    CERTAIN = "certain"
    UNCERTAIN = "uncertain"
    INVERTED = "inverted"


class Handling(StrEnum):
    """How a piece must not be handled, by a code that acts are checked against (`domain.md` scenario 14)."""

    NO_SAW = "no_saw"
    NO_AIR = "no_air"
    NO_WATER = "no_water"
    NO_SOLVENT = "no_solvent"
    NO_HEAT = "no_heat"
    NO_EPOXY = "no_epoxy"
    NO_MAGNET = "no_magnet"
    RED_LIGHT_ONLY = "red_light_only"
    KEEP_FROZEN = "keep_frozen"


class IdentityDoubt(StrEnum):
    """What speaks against a piece being what its number says; nothing is recorded where nobody doubts it."""

    UNCONFIRMED = "unconfirmed"
    DISPUTED = "disputed"


class Role(StrEnum):
    """What an operator may do; the journal proves names, not signatures."""

    PROCESSOR = "processor"
    CURATOR = "curator"
    MANAGER = "manager"
    AUDITOR = "auditor"
