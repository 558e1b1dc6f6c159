"""The boxes above a text table: its encoding, what parts its columns, and what quotes its cells."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.services.importing import TextForm


class FormBoxes(QObject):
    """Encoding, delimiter and quote of a text; `said` carries a `TextForm` when somebody chooses otherwise."""

    said = Signal(object)

    def __init__(self, look: Appearance, row: FlowLayout) -> None:
        super().__init__()
        self._look, self._row = look, row
        self._fields: list[Field] = []
        encodings = {
            "utf-8": "UTF-8",
            "utf-8-sig": "UTF-8",
            "utf-16": "UTF-16",
            "gb18030": self.tr("GB 18030, simplified Chinese"),
            "big5": self.tr("Big5, traditional Chinese"),
            "cp932": self.tr("Windows 932, Japanese"),
            "euc_kr": self.tr("EUC-KR, Korean"),
            "cp1252": self.tr("Windows 1252, western Europe"),
            "cp1250": self.tr("Windows 1250, central Europe"),
            "cp1251": self.tr("Windows 1251, Cyrillic"),
            "mac_roman": self.tr("Mac OS Roman"),
        }
        delimiters = {
            ",": self.tr("comma  ,"),
            ";": self.tr("semicolon  ;"),
            "\t": self.tr("tab"),
            "|": self.tr("bar  |"),
            " ": self.tr("space"),
            ":": self.tr("colon  :"),
        }
        quotes = {'"': self.tr('quotation mark  "'), "'": self.tr("apostrophe  '"), "": self.tr("nothing")}
        self.encoding = self._box("encoding", self.tr("Encoding"), encodings)
        self.delimiter = self._box("delimiter", self.tr("Columns parted by"), delimiters)
        self.quote = self._box("quote", self.tr("Cells quoted by"), quotes)

    def show_form(self, form: TextForm | None, *, encoded: bool) -> None:
        """Show how a text is read, nothing for what is none; a paste is no `encoded` text."""
        for field in self._fields:
            field.setVisible(form is not None and (encoded or field.editor is not self.encoding))
        for box, told in zip((self.encoding, self.delimiter, self.quote), form or (), strict=False):
            if told is not None and box.findData(told) < 0:
                box.addItem(told, told)
            # Nothing stands in a box whose answer the text itself is to say.
            box.setCurrentIndex(box.findData(told))

    def form(self) -> TextForm:
        """Return the form as it is chosen."""
        return TextForm(self.encoding.currentData(), self.delimiter.currentData(), self.quote.currentData())

    def _box(self, name: str, caption: str, words: Mapping[str, str]) -> ChoiceBox:
        box = ChoiceBox()
        box.setObjectName(f"importDialog.{name}")
        for value, word in words.items():
            box.addItem(word, value)
        box.activated.connect(lambda _at: self.said.emit(self.form()))
        self._fields.append(Field(self._look, caption, box))
        self._row.addWidget(self._fields[-1])
        return box
