"""The steps of the selftest in their order."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from lunarcurator.selftest.chinese import print_without_fonts
from lunarcurator.selftest.commands import (
    command,
    import_brought,
    import_csv,
    import_xlsx,
    know_version,
    migrate_old,
    post,
    read_workbook,
    restore,
)
from lunarcurator.selftest.reading import read_all_back, read_back
from lunarcurator.selftest.situations import make_situations
from lunarcurator.selftest.windows import label, window

type Step = tuple[str, Callable[[], None]]


def steps(folder: Path) -> Iterator[Step]:
    """Yield each step with its name; what they make lies in the folder."""
    demo, made = str(folder / "demo.lunar"), str(folder / "made.lunar")
    inventory = str(folder / "inventory")
    yield "know the version", know_version
    yield "make the demonstration", lambda: command("demo", "--no-window", "--store", demo)
    yield "verify it", lambda: command("verify", demo)
    for kind in ("xlsx", "csv", "html"):
        told = ("export", "inventory", "--from", demo, "--to", f"{inventory}.{kind}")
        yield f"export the inventory as {kind}", partial(command, *told)
    yield "read the workbook back", lambda: read_workbook(Path(f"{inventory}.xlsx"))
    yield "balance, journal", lambda: command("balance", demo, "--as-of", "1975-01-01")
    yield "make a store", lambda: command("new", made, "--operator", "Selftest", "--lab", "Laboratory A")
    yield "import csv", lambda: import_csv(folder, made)
    yield "import xlsx", lambda: import_xlsx(folder, made)
    yield "import xls", lambda: import_brought("rows.xls", made, "15997", "14997")
    yield "import ods", lambda: import_brought("rows.ods", made, "15996", "14996")
    yield "post an operation", lambda: post(folder, made)
    yield "back up", lambda: command("backup", made, "--to", str(folder / "backups"))
    yield "restore", lambda: restore(folder)
    yield "migrate an old store", lambda: migrate_old(folder)
    yield "make what dialogs are offered for", lambda: make_situations(folder, demo)
    yield "open every room and dialog", lambda: window(Path(demo))
    # The window comes first: it says on which screen all that follows is drawn.
    told = ("export", "inventory", "--from", demo, "--to", f"{inventory}.pdf")
    yield "export the inventory as pdf", partial(command, *told)
    yield "export it as html", partial(command, *told[:-1], f"{inventory}.html", "--replace")
    yield "read the PDF back", lambda: read_back(Path(f"{inventory}.pdf"), Path(f"{inventory}.html"))
    yield "print a label and read it back", lambda: label(Path(demo), folder)
    for kind in ("pdf", "html", "xlsx"):
        paper = (
            "print",
            "accession_sheet",
            "--from",
            demo,
            "--of",
            "15555",
            "--to",
            str(folder / f"paper.{kind}"),
        )
        yield f"print a paper in Chinese as {kind}", partial(command, *paper, "--language", "zh_CN")
    yield "read the paper back", lambda: read_back(folder / "paper.pdf", folder / "paper.html")
    yield "print Chinese without any font of the system", lambda: print_without_fonts(folder, demo)
    yield "read every PDF back", lambda: read_all_back(folder)
