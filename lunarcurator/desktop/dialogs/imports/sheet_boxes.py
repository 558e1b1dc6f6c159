"""The boxes above a sheet: its shape, and of a text its encoding, its delimiter, and what quotes its cells."""

from PySide6.QtCore import QCoreApplication, QObject, Signal

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.captioned_box import CaptionedBox
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.exchange.layout_guess import SHAPES
from lunarcurator.services.importing import TextForm
from lunarcurator.services.words import Words


def shape_box(look: Appearance, words: Words, object_name: str) -> CaptionedBox:
    """Return a box with the shapes a sheet may be read in."""
    shapes = ((shape, words.say(f"import_shape.{shape}")) for shape in SHAPES)
    return CaptionedBox(look, QCoreApplication.translate("SheetPage", "Shape"), object_name, shapes)


class FormBoxes(QObject):
    """Encoding, delimiter and quote of a text; `said` carries a `TextForm` when somebody chooses otherwise."""

    said = Signal(object)

    def __init__(self, look: Appearance, row: FlowLayout) -> None:
        super().__init__()
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
        self.encoding = CaptionedBox(look, self.tr("Encoding"), "importDialog.encoding", encodings.items())
        self.delimiter = CaptionedBox(
            look, self.tr("Columns parted by"), "importDialog.delimiter", delimiters.items()
        )
        self.quote = CaptionedBox(look, self.tr("Cells quoted by"), "importDialog.quote", quotes.items())
        self._boxes = (self.encoding, self.delimiter, self.quote)
        for box in self._boxes:
            row.addWidget(box.field)
            box.chosen.connect(lambda _value: self.said.emit(self.form()))

    def show_form(self, form: TextForm | None, *, encoded: bool) -> None:
        """Show how a text is read, nothing for what is none; a paste is no `encoded` text."""
        for box in self._boxes:
            box.field.setVisible(form is not None and (encoded or box is not self.encoding))
        for box, told in zip(self._boxes, form or (), strict=False):
            if told is not None and box.findData(told) < 0:
                box.addItem(told, told)
            # Nothing stands in a box whose answer the text itself is to say.
            box.take(told)

    def form(self) -> TextForm:
        """Return the form as it is chosen."""
        return TextForm(*(box.currentData() for box in self._boxes))
