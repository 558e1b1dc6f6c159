"""Requests as people paste them: what is proposed for each column, and what the lines are once Enter took it."""

from typing import Final, NamedTuple

OUT, UNIT = "leave out", "unit"


class Pasted(NamedTuple):
    """A block, `|` between its cells and `/` between its rows; where its columns go; the rows it makes.

    Where a column goes is told by the key of the grid's column, with the unit shown for its masses behind it.
    `unclear` tells whether it is said that masses are left out because nothing says which they are. `left` is how
    many columns are left out where a column of units is, too.
    """

    block: str
    goes: tuple[str, ...]
    rows: tuple[str, ...]
    unclear: bool = False
    left: int | None = None

    @property
    def text(self) -> str:
        """The block as a spreadsheet copies it."""
        return self.block.replace("|", "\t").replace("/", "\n")


NUMBER, ASKED, LEAST = "sample", "optimum_ug", "minimum_ug"

REQUESTS: Final = (
    # What a sample weighs is not what is asked of it.
    Pasted("Sample|Mass (g)|Amount requested (mg)/15558|12.5|50", (NUMBER, OUT, f"{ASKED} mg"), ("15558|50 mg|",)),
    Pasted(
        "Sample|Mass requested (mg)|Mass consumed (mg)/15558|50|4", (NUMBER, f"{ASKED} mg", OUT), ("15558|50 mg|",)
    ),
    Pasted("Sample|Total mass (g)|Requested (mg)/15558|12.5|50", (NUMBER, OUT, f"{ASKED} mg"), ("15558|50 mg|",)),
    Pasted("Sample|Subsample mass|Requested/15558|12.5|50", (NUMBER, OUT, f"{ASKED} mg"), ("15558|50 mg|",)),
    Pasted(
        "Minimum (mg)|Requested (mg)|Sample/20|50|15558",
        (f"{LEAST} mg", f"{ASKED} mg", NUMBER),
        ("15558|50 mg|20 mg",),
    ),
    Pasted("Sample|Mass (mg)|Mass (g)/15558|50|0.05", (NUMBER, OUT, OUT), ("15558||",), unclear=True),
    Pasted("Sample|Mass of the sample (g)/15558|12.5", (NUMBER, OUT), ("15558||",), unclear=True),
    Pasted("Sample|Held|Mass (g)/15558|12.5|0.05", (NUMBER, OUT, OUT), ("15558||",), unclear=True),
    Pasted("Sample|Mass (g)/15558|0.05/15559|2 mg", (NUMBER, f"{ASKED} g"), ("15558|0.05 g|", "15559|2 mg|")),
    Pasted("Sample|Weight/15558|50", (NUMBER, f"{ASKED} mg"), ("15558|50 mg|",)),
    Pasted("No.|Sample|Amount requested (g)/1|15558|0.05", (OUT, NUMBER, f"{ASKED} g"), ("15558|0.05 g|",)),
    Pasted(
        "样品编号|申请质量（毫克）|最少质量(mg)/15558|50|20",
        (NUMBER, f"{ASKED} mg", f"{LEAST} mg"),
        ("15558|50 mg|20 mg",),
    ),
    # Words beside a mass or a request that are of neither.
    Pasted(
        "Sample|Requested by|Year requested|Mass (mg)/15558|A. Person|last|50",
        (NUMBER, OUT, OUT, f"{ASKED} mg"),
        ("15558|50 mg|",),
    ),
    Pasted("Sample|Mg (ppm)|Requested/15558|300|50", (NUMBER, OUT, f"{ASKED} mg"), ("15558|50 mg|",)),
    # A heading that is a unit, and a column of units.
    Pasted("Sample|mg/15558|50/15559|20", (NUMBER, f"{ASKED} mg"), ("15558|50 mg|", "15559|20 mg|")),
    Pasted("Sample|(g)/15558|0.05", (NUMBER, f"{ASKED} g"), ("15558|0.05 g|",)),
    Pasted(
        "Sample|Amount|Unit/15558|0.02|g/15559|5|mg/15560|700|µg",
        (NUMBER, f"{ASKED} as written", UNIT),
        ("15558|0.02 g|", "15559|5 mg|", "15560|700 µg|"),
    ),
    Pasted("15558|0.02|g/15559|5|mg", (NUMBER, f"{ASKED} as written", UNIT), ("15558|0.02 g|", "15559|5 mg|")),
    Pasted(
        "Sample|Amount|Unit/15558|0.02|g/15559|5|pieces",
        (NUMBER, f"{ASKED} as written", UNIT),
        ("15558|0.02 g|", "15559|5 pieces|"),
    ),
    Pasted(
        "Sample|Unit|Requested|Minimum/15558|g|0.05|0.02/15559|mg|100|50",
        (NUMBER, UNIT, f"{ASKED} as written", f"{LEAST} as written"),
        ("15558|0.05 g|0.02 g", "15559|100 mg|50 mg"),
    ),
    Pasted(
        "Sample|Requested|Minimum|Unit/15558|500|200|µg",
        (NUMBER, f"{ASKED} as written", f"{LEAST} as written", UNIT),
        ("15558|500 µg|200 µg",),
    ),
    Pasted(
        "Sample|Requested|Unit|Minimum|Unit/15558|0.5|g|200|mg",
        (NUMBER, f"{ASKED} as written", UNIT, f"{LEAST} as written", UNIT),
        ("15558|0.5 g|200 mg",),
    ),
    Pasted(
        "Sample|Available|Unit|Requested|Unit/15558|12|kg|0.5|g",
        (NUMBER, OUT, UNIT, f"{ASKED} as written", UNIT),
        ("15558|0.5 g|",),
        left=2,
    ),
    # A figure of which nobody can say in which unit it is stays red.
    Pasted(
        "Sample|Mass|Unit/15558|0.05|g/15559|2|",
        (NUMBER, f"{ASKED} as written", UNIT),
        ("15558|0.05 g|", "15559|2 ?|"),
    ),
    Pasted("Sample|Mass (g)|Unit/15558|50|mg", (NUMBER, f"{ASKED} g", UNIT), ("15558|50 mg|",), unclear=True),
    Pasted(
        "Sample|Mass (g)|Unit/15558|50|g/15559|5|", (NUMBER, f"{ASKED} g", UNIT), ("15558|50 g|", "15559|5 g|")
    ),
    # Where the block speaks of another unit, a bare figure is in none.
    Pasted("15558|5 g/15559|6", (NUMBER, f"{ASKED} not said"), ("15558|5 g|", "15559|6 ?|")),
    Pasted(
        "Sample|Asked (g)|Minimum/15558|0.005|0.003",
        (NUMBER, f"{ASKED} g", f"{LEAST} not said"),
        ("15558|0.005 g|0.003 ?",),
    ),
    Pasted("15558|5 mg/15559|6", (NUMBER, f"{ASKED} mg"), ("15558|5 mg|", "15559|6 mg|")),
    # What is a mass goes among no words, whatever its heading says.
    Pasted("Sample|Use (mg)/15558|50", (NUMBER, OUT), ("15558||",), unclear=True),
    Pasted("Sample|Use/15558|50 mg/15559|0.1 g", (NUMBER, OUT), ("15558||", "15559||"), unclear=True),
    Pasted("Number|Category/15558|50 mg", (NUMBER, OUT), ("15558||",), unclear=True),
    # No headings: what is mistyped stands red among the masses, and never among words.
    Pasted("15558|O.05 g/15559|O.02 g", (NUMBER, f"{ASKED} as written"), ("15558|O.05 g|", "15559|O.02 g|")),
    Pasted(
        "15558|ca. 50 mg/15559|ca. 20 mg",
        (NUMBER, f"{ASKED} as written"),
        ("15558|ca. 50 mg|", "15559|ca. 20 mg|"),
    ),
    Pasted("15558|-/15559|20", (NUMBER, f"{ASKED} mg"), ("15558|-|", "15559|20 mg|")),
    Pasted("15558|fifty/15559|twenty", (NUMBER, OUT), ("15558||", "15559||")),
    Pasted("15558|50/15559|0.02 g", (NUMBER, f"{ASKED} not said"), ("15558|50 ?|", "15559|0.02 g|")),
    Pasted("15558|50|20", (NUMBER, OUT, OUT), ("15558||",), unclear=True),
    Pasted("50 mg|15558", (OUT, OUT), (), unclear=True),
    Pasted(
        "Practice soil 2|chip|50 mg|EPMA",
        (NUMBER, OUT, f"{ASKED} as written", OUT),
        ("Practice soil 2|50 mg|",),
    ),
    Pasted("15558|fines|SIMS", (NUMBER, OUT, OUT), ("15558||",)),
)

STRAIGHT: Final = (
    Pasted("15558/15559", (), ("15558||", "15559||")),
    Pasted("Sample/15558/15559", (), ("15558||", "15559||")),
    Pasted("15558|50 mg/15559|0.02 g", (), ("15558|50 mg|", "15559|0.02 g|")),
)
"""What leaves no doubt, and is pasted without a question."""
