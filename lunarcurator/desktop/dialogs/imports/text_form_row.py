"""How a text is written: its encoding, what parts its columns, and what quotes its cells, seen and corrected."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.services.importing import TextForm

_ENCODINGS: Final = (
    "utf-8",
    "utf-16",
    "gb18030",
    "big5",
    "shift_jis",
    "cp932",
    "euc_kr",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "koi8_r",
    "cp866",
    "mac_roman",
    "cp437",
    "cp850",
)
_SAME: Final = MappingProxyType({"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"})


class TextFormRow(QWidget):
    """Three boxes beside each other; `said` carries a `TextForm` when somebody chooses otherwise."""

    said = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.encoding, self.delimiter, self.quote = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._found = ""
        self._encodings = Field(appearance, self.tr("Encoding"), self.encoding)
        row = FlowLayout(appearance.look.metrics.px(12), self)
        parts = (
            ("encoding", self.encoding, self._encodings),
            ("delimiter", self.delimiter, Field(appearance, self.tr("Columns parted by"), self.delimiter)),
            ("quote", self.quote, Field(appearance, self.tr("Cells quoted by"), self.quote)),
        )
        for name, box, field in parts:
            box.setObjectName(f"importDialog.{name}")
            box.activated.connect(lambda _at: self.said.emit(self.form()))
            row.addWidget(field)
        self._offer(self.encoding, [(self._encoding_word(name), name) for name in _ENCODINGS])
        self._offer(
            self.delimiter,
            [
                (self.tr("comma  ,"), ","),
                (self.tr("semicolon  ;"), ";"),
                (self.tr("tab"), "\t"),
                (self.tr("bar  |"), "|"),
                (self.tr("space"), " "),
                (self.tr("colon  :"), ":"),
            ],
        )
        self._offer(
            self.quote,
            [(self.tr('quotation mark  "'), '"'), (self.tr("apostrophe  '"), "'"), (self.tr("nothing"), "")],
        )

    def show_form(self, form: TextForm, *, encoded: bool) -> None:
        """Show how a text is read; `encoded` tells whether it has an encoding at all, which a paste has not."""
        self._encodings.setVisible(encoded)
        self._found = form.encoding or ""
        self._choose(self.encoding, _SAME.get(self._found, self._found))
        self._choose(self.delimiter, form.delimiter or "")
        self._choose(self.quote, form.quote or "")

    def form(self) -> TextForm:
        """Return the form as it is chosen."""
        told = str(self.encoding.currentData() or "")
        encoding = self._found if told == _SAME.get(self._found, self._found) else told
        return TextForm(encoding or None, str(self.delimiter.currentData()), str(self.quote.currentData()))

    def _choose(self, box: QComboBox, wanted: str) -> None:
        at = box.findData(wanted)
        if at < 0:
            box.addItem(wanted, wanted)
            at = box.count() - 1
        box.setCurrentIndex(at)

    def _offer(self, box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
        for word, value in choices:
            box.addItem(word, value)
            box.setItemData(box.count() - 1, word, Qt.ItemDataRole.AccessibleTextRole)

    def _encoding_word(self, name: str) -> str:
        words = {
            "utf-8": "UTF-8",
            "utf-16": "UTF-16",
            "gb18030": self.tr("GB 18030, simplified Chinese"),
            "big5": self.tr("Big5, traditional Chinese"),
            "shift_jis": self.tr("Shift JIS, Japanese"),
            "cp932": self.tr("Windows 932, Japanese"),
            "euc_kr": self.tr("EUC-KR, Korean"),
            "cp1252": self.tr("Windows 1252, western Europe"),
            "cp1250": self.tr("Windows 1250, central Europe"),
            "cp1251": self.tr("Windows 1251, Cyrillic"),
            "cp1253": self.tr("Windows 1253, Greek"),
            "koi8_r": self.tr("KOI8-R, Cyrillic"),
            "cp866": self.tr("DOS 866, Cyrillic"),
            "mac_roman": self.tr("Mac OS Roman"),
            "cp437": self.tr("DOS 437, United States"),
            "cp850": self.tr("DOS 850, western Europe"),
        }
        return words[name]
