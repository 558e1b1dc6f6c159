from lunarcurator.desktop.widgets.wrapping import WrappingRow
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot


def test_widgets_go_on_in_a_further_line_where_they_do_not_fit(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    row = WrappingRow(8, box)
    labels = [QLabel(text) for text in ("one", "two", "three")]
    for label in labels:
        label.setFixedSize(60, 20)
        row.addWidget(label)
    labels[1].hide()
    assert (row.count(), row.sizeHint().width(), row.minimumSize().width()) == (3, 128, 60)
    assert (row.heightForWidth(200), row.heightForWidth(100)) == (20, 48)
    box.resize(100, 60)
    box.show()
    assert [label.pos().toTuple() for label in labels[::2]] == [(0, 0), (0, 28)]
    assert (row.itemAt(3), row.takeAt(3)) == (None, None)
    taken = row.takeAt(0)
    assert taken is not None
    assert taken.widget() is labels[0]
    assert row.count() == 2
