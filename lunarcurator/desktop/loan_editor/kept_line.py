"""Under a grid: when what is typed was kept as a draft, and the way to begin anew."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunarcurator.desktop.dialogs.form.drafting import hour_of
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.labels import Label, LinkLabel


class KeptLine(QWidget):
    """Says when the draft was kept; `anew` asks to discard it. Nothing is shown while there is no draft."""

    anew = Signal()

    def __init__(self, appearance: Appearance, object_name: str) -> None:
        super().__init__()
        self._told = Label(appearance, size=12, colour="text2", object_name=f"{object_name}.draft")
        self.link = LinkLabel(appearance, self.tr("Begin anew"), size=12, object_name=f"{object_name}.anew")
        self.link.setToolTip(self.tr("Discards the draft"))
        self.link.activated.connect(self.anew)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.look.metrics.px(8))
        row.addWidget(self._told)
        row.addWidget(self.link)
        self.say(0)

    def text(self) -> str:
        """Return what is said."""
        return self._told.text()

    def say(self, us: int) -> None:
        """Say when the draft was kept, in us since 1970 UTC; 0 says nothing."""
        told = self.tr("Draft kept {hour}").replace("{hour}", hour_of(us)) if us else ""
        self._told.setText(told)
        self.link.setVisible(bool(us))
