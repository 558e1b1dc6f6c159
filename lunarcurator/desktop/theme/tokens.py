"""Every colour of the window, once for light, dark and high contrast; widths are in `metrics`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Final, Literal

ThemeName = Literal["light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class Tone:
    """One badge tone: its words, the tint of a badge, the wash of a large area, the edge of a finding."""

    ink: str
    tint: str
    wash: str
    edge: str


@dataclass(frozen=True, slots=True)
class Tones:
    """The seven tones in which a badge, strip or finding may speak."""

    blue: Tone
    violet: Tone
    teal: Tone
    amber: Tone
    red: Tone
    green: Tone
    grey: Tone


@dataclass(frozen=True, slots=True)
class Fills:
    """Fills of bars, bands and graphs, chosen to be told apart in every kind of colour sight."""

    here: str
    loan: str
    display: str
    remote: str
    transit: str
    lost: str
    consumed: str


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one appearance as #RRGGBB; `token` finds one by its dotted name ("tones.amber.ink")."""

    name: ThemeName
    window: str
    base: str
    raised: str
    rail: str
    line: str
    line2: str
    control: str
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str
    on_accent: str
    link: str
    selection: str
    selection_idle: str
    selection_text: str
    selection_text2: str
    selection_ring: str
    tones: Tones
    fills: Fills

    def token(self, name: str) -> str:
        """Return the #RRGGBB of a token such as "text2", "fills.loan" or "tones.red.wash"."""
        value: object = self
        for part in name.split("."):
            value = getattr(value, part)
        if not isinstance(value, str):
            raise AttributeError(name)
        return value


LIGHT: Final = Theme(
    name="light", window="#F4F5F6", base="#FFFFFF", raised="#FFFFFF", rail="#ECEEF0",
    line="#E2E5E9", line2="#C6CBD2", control="#8A929C",
    text="#171B20", text2="#515963", text3="#666E79", disabled="#9AA1AB",
    accent="#1D5BB8", on_accent="#FFFFFF", link="#1D5BB8",
    selection="#D8E6FA", selection_idle="#E6E9ED",
    selection_text="#171B20", selection_text2="#515963", selection_ring="#1D5BB8",
    tones=Tones(
        blue=Tone("#1D5BB8", "#E4EDFA", "#E4EDFA", "#1D5BB8"),
        violet=Tone("#6B3FA0", "#EFE8F7", "#EFE8F7", "#6B3FA0"),
        teal=Tone("#006A67", "#DFF1F0", "#DFF1F0", "#006A67"),
        amber=Tone("#7A5200", "#FBEED2", "#FBEED2", "#B37A10"),
        red=Tone("#B3261E", "#FBE6E4", "#FBE6E4", "#D0463C"),
        green=Tone("#1E6B3A", "#E2F2E7", "#E2F2E7", "#1E6B3A"),
        grey=Tone("#515963", "#ECEEF0", "#ECEEF0", "#8A929C"),
    ),
    fills=Fills(
        here="#3B4149", loan="#0A44C3", display="#9268C4", remote="#038F84",
        transit="#C2790A", lost="#9B2A1C", consumed="#8D949E",
    ),
)  # fmt: skip

DARK: Final = Theme(
    name="dark", window="#15181C", base="#1A1E23", raised="#22272D", rail="#121519",
    line="#2A3038", line2="#3D454F", control="#6D7783",
    text="#E8EBEE", text2="#A9B2BC", text3="#8E98A4", disabled="#626B76",
    accent="#7DB0FF", on_accent="#0B1626", link="#8AB8FF",
    selection="#24405F", selection_idle="#2A3038",
    selection_text="#E8EBEE", selection_text2="#A9B2BC", selection_ring="#7DB0FF",
    tones=Tones(
        blue=Tone("#8AB8FF", "#1D3149", "#1C2A3B", "#8AB8FF"),
        violet=Tone("#C7A6F2", "#33264A", "#2A2238", "#C7A6F2"),
        teal=Tone("#6FD0C8", "#153837", "#172B2B", "#6FD0C8"),
        amber=Tone("#F0BE5B", "#3D2F12", "#2E2717", "#B98522"),
        red=Tone("#FF9A90", "#47211F", "#34201F", "#E4685E"),
        green=Tone("#7FD19A", "#173524", "#182A20", "#7FD19A"),
        grey=Tone("#A9B2BC", "#2A3038", "#22272D", "#6D7783"),
    ),
    fills=Fills(
        here="#848E9A", loan="#266DDF", display="#C287D8", remote="#96DDD7",
        transit="#E8B355", lost="#E77769", consumed="#67717D",
    ),
)  # fmt: skip

CONTRAST: Final = Theme(
    name="contrast", window="#000000", base="#000000", raised="#0A0A0A", rail="#000000",
    line="#6B6B6B", line2="#FFFFFF", control="#FFFFFF",
    text="#FFFFFF", text2="#E6E6E6", text3="#CFCFCF", disabled="#9A9A9A",
    accent="#FFD60A", on_accent="#000000", link="#7FC8FF",
    selection="#FFD60A", selection_idle="#4D4000",
    selection_text="#000000", selection_text2="#000000", selection_ring="#000000",
    tones=Tones(
        blue=Tone("#7FC8FF", "#00192B", "#00192B", "#7FC8FF"),
        violet=Tone("#D9B8FF", "#1E0B33", "#1E0B33", "#D9B8FF"),
        teal=Tone("#5FE0D3", "#002623", "#002623", "#5FE0D3"),
        amber=Tone("#FFCE54", "#241E00", "#241E00", "#FFCE54"),
        red=Tone("#FF9A90", "#2A0704", "#2A0704", "#FF6B5E"),
        green=Tone("#7BE39E", "#00210A", "#00210A", "#7BE39E"),
        grey=Tone("#E6E6E6", "#262626", "#1A1A1A", "#E6E6E6"),
    ),
    fills=Fills(
        here="#FFFFFF", loan="#3F8CFF", display="#D9A6FF", remote="#00B39B",
        transit="#FFD60A", lost="#FF6B5E", consumed="#9A9A9A",
    ),
)  # fmt: skip

THEMES: Final[Mapping[ThemeName, Theme]] = MappingProxyType({"light": LIGHT, "dark": DARK, "contrast": CONTRAST})
TONES: Final = tuple(field.name for field in fields(Tones))
FILLS: Final = tuple(field.name for field in fields(Fills))
