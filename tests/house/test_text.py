"""Text a person sees in the window goes through the translator, and uses the words of the house."""

import ast
import re
from collections.abc import Iterator

from lunarcurator.services.catalogue import catalogue_of

from tests.house.sources import PACKAGE, PROJECT, Source, called, literals, sources, told

SHOWS_TEXT = {
    "QAction", "QCheckBox", "QCommandLinkButton", "QDockWidget", "QGroupBox", "QLabel", "QMenu",
    "QMessageBox", "QPushButton", "QRadioButton", "QToolButton", "addAction", "addButton", "addMenu",
    "addRow", "addSection",
    "addTab", "insertTab", "setAccessibleDescription", "setAccessibleName", "setHeaderLabels",
    "setHorizontalHeaderLabels", "setInformativeText", "setLabelText", "setPlaceholderText", "setStatusTip",
    "setTabText", "setText", "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle", "showMessage",
}  # fmt: skip
TRANSLATES = {"tr", "translate", "QT_TRANSLATE_NOOP"}
# look.md section 10: what the window never says.
GAP = re.compile(r"\{[^{}]*\}")
AVOIDED = re.compile(
    r"\b(delete[ds]?|edit number|stocks?|customers?|quantit(y|ies)|locations?|invalid|failed|users?|items?"
    r"|record locked|please|successfully|error occurred)\b|\bOK\b|!",
    re.IGNORECASE,
)
LETTER = re.compile(r"[^\W\d_]{2}")


def test_a_widget_is_given_no_text_past_the_translator() -> None:
    found = [
        f"{source.at(node)} {called(node)}({text!r})"
        for source in sources(PACKAGE / "desktop")
        for node in source.nodes(ast.Call)
        if called(node) in SHOWS_TEXT
        for argument in [*node.args, *(word.value for word in node.keywords if word.arg in {"text", "title"})]
        for text in _shown(argument)
        if LETTER.search(text)
    ]
    assert not found, told(found)


def test_the_window_uses_the_words_of_the_house() -> None:
    found = [
        f"{source.at(node)} {text!r}"
        for source in sources(PACKAGE / "desktop")
        for node, text in _translated(source)
        if AVOIDED.search(text)
    ]
    assert not found, told(found)


def test_the_tables_use_the_words_of_the_house() -> None:
    sentences = catalogue_of("en", PROJECT / "resources" / "languages").sentences
    found = [f"{key}: {text}" for key, text in sentences.items() if AVOIDED.search(GAP.sub("", text))]
    assert not found, told(found)


def _shown(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.List | ast.Tuple):
        for element in argument.elts:
            yield from _shown(element)
    elif isinstance(argument, ast.JoinedStr):
        yield from (part.value for part in argument.values if isinstance(part, ast.Constant))
    elif isinstance(argument, ast.BinOp):
        yield from _shown(argument.left)
        yield from _shown(argument.right)
    else:
        yield from literals(argument)


def _translated(source: Source) -> Iterator[tuple[ast.Call, str]]:
    for node in source.nodes(ast.Call):
        if called(node) in TRANSLATES:
            yield from ((node, text) for argument in node.args for text in literals(argument))
