"""Over the rows of a return sheet: numbers that came back are scanned, typed, or pasted with their masses."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.form.pasted_block import block_of
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.domain.days import show_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.lending.scanned_home import NotOut, Scanned

_MOST: Final = 5


class ScanRow(QWidget):
    """`taken` carries numbers, and by number what stood beside it where it was pasted.

    What was scanned is read back below; `followed` carries where that leads, `wanted` the line of another loan,
    with its code, that is to be returned on this sheet all the same.
    """

    taken = Signal(object, object)
    followed = Signal(str)
    wanted = Signal(str, str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        px = appearance.look.metrics.px
        self._told: tuple[Scanned, ...] = ()
        self._elsewhere: tuple[Scanned, ...] = ()
        self._stood: set[str] = set()
        self.line = QLineEdit()
        self.line.setObjectName("returnSheet.scan")
        self.line.setAccessibleName(self.tr("Numbers that came back"))
        self.line.setPlaceholderText(self.tr("Scan or type a number that came back, then Enter"))
        self.line.returnPressed.connect(self._entered)
        button = Button(self.tr("Paste numbers"), concept="copy", dense=True, object_name="returnSheet.paste")
        button.clicked.connect(lambda _on=False: self.paste())
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(button)
        self.read_back = Label(appearance, size=12, wrap=True, object_name="returnSheet.readBack")
        self.count = Label(appearance, size=12, weight=SEMIBOLD, object_name="returnSheet.scanned")
        self.lead = LinkLabel(appearance, self.tr("Go to it"), object_name="returnSheet.leadThere")
        self.lead.activated.connect(lambda: self.followed.emit(self._leads))
        self.take = LinkLabel(appearance, self.tr("Return it on this sheet"), object_name="returnSheet.takeHere")
        self.take.activated.connect(lambda: self.wanted.emit(self._line, self._code))
        row.addWidget(self.count)
        told = QHBoxLayout()
        told.addWidget(self.read_back, 1)
        told.addWidget(self.lead)
        told.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), 0, px(16), 0)
        column.addLayout(row)
        column.addLayout(told)
        self.say(())

    def say_count(self, scanned: int, lines: int) -> None:
        """Say how many of the lines on the sheet were scanned, as soon as one was."""
        words = counted("ScanRow", "{count} of {lines} scanned", "{count} of {lines} scanned", scanned)
        self.count.setText(words.replace("{lines}", shown_count(lines)))
        self.count.setVisible(scanned > 0)

    def keep_up(self, lost: Collection[str], codes: Collection[str]) -> None:
        """Take back what was read of rows that are gone or mended: those of no line name `lost` by now."""
        here = {
            each.text for each in self._told if (each.text in lost if each.line is None else each.code in codes)
        }
        gone, self._stood = self._stood - here, self._stood | here
        if gone:
            self.say([each for each in self._told if each.text not in gone], self._elsewhere)

    def say(self, told: Sequence[Scanned], elsewhere: Sequence[Scanned] = ()) -> None:
        """Read back what was scanned; `elsewhere` is out on loans that this sheet is not for."""
        self._told, self._elsewhere = tuple(told), tuple(elsewhere)
        self._stood &= {each.text for each in told}
        sentences = [self._sentence(each) for each in told[:_MOST]]
        if len(told) > _MOST:
            sentences.append(counted("ScanRow", "{count} more", "{count} more", len(told) - _MOST))
        for each in elsewhere:
            words = self.tr("{number} is out on another loan, line {line}. It is not on this sheet.")
            sentences.append(words.replace("{number}", each.number).replace("{line}", each.code))
        last = elsewhere[-1] if elsewhere else None
        self._leads = f"loan:{last.loan}" if last is not None else ""
        self._line = str(last.line) if last is not None else ""
        self._code = last.code if last is not None else ""
        self.read_back.setText(" ".join(sentences))
        self.read_back.setVisible(bool(sentences))
        for link in (self.lead, self.take):
            link.setVisible(last is not None)

    def say_several(self, count: int) -> None:
        """Say that lines of more than one borrower were chosen, and that none of them is on the sheet."""
        words = counted(
            "ScanRow",
            "The selected line is of more than one borrower, so it is not on this sheet. "
            "Scan what came back, or select the lines of one borrower.",
            "The {count} selected lines are of more than one borrower, so none is on this sheet. "
            "Scan what came back, or select the lines of one borrower.",
            count,
        )
        self.read_back.setText(words)
        self.read_back.show()

    def _sentence(self, each: Scanned) -> str:
        if each.why is NotOut.SEVERAL:
            words = self.tr(
                "“{text}” is the number of several pieces: {number}. Write the one you mean, with its collection."
            )
        elif each.why is NotOut.SEVERAL_NAMED:
            words = self.tr(
                "“{text}” is another name of several pieces: {number}. Write the number of the one you mean."
            )
        elif each.why is NotOut.HOME:
            words = self.tr("“{text}” of line {line} came home on {day}, as {number}.")
        elif each.line is None:
            words = self.tr("“{text}” is not out.") if each.number else self.tr("“{text}” is unknown.")
        elif each.part:
            words = self.tr("“{text}” was reported of {number}, line {line}.")
        else:
            words = self.tr("“{text}” is {number}, line {line}.")
        filled = words.replace("{number}", each.number).replace("{line}", each.code)
        return filled.replace("{day}", show_day(each.day)).replace("{text}", each.text)

    def paste(self) -> None:
        """Take what is on the clipboard: a number a line, what stands beside it after a tab."""
        block = [row for row in block_of(QApplication.clipboard().text()) if row]
        self.taken.emit([row[0] for row in block], {row[0]: row[1:] for row in block})

    def _entered(self) -> None:
        text = self.line.text()
        self.line.clear()
        self.taken.emit(text.replace(";", "\n").split("\n"), {})
