"""What is said about the mass of a new piece: a figure and how it is known, or why there is none."""

from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, Input, MassInput
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.mass import Mass, MassKind, UnknownReason
from lunarcurator.domain.mass_units import unit_symbol

_KINDS = (
    MassKind.STATED,
    MassKind.MEASURED,
    MassKind.REPORTED,
    MassKind.ESTIMATED,
    MassKind.NOMINAL,
    MassKind.NOT_APPLICABLE,
)
_REASONS = (
    UnknownReason.NOT_STATED,
    UnknownReason.NOT_WEIGHED,
    UnknownReason.SEALED,
    UnknownReason.EPOXY,
    UnknownReason.SECTION,
)


class MassStatement:
    """Three inputs of which two are shown: the figure, and its kind or the reason why it is missing."""

    def __init__(self, appearance: Appearance, wording: Wording, key: str) -> None:
        self._asked = True
        label = wording.words.label
        caption = wording.words.say("dialog.mass_now", {"unit": unit_symbol(wording.unit)})
        self.figure = MassInput(appearance, key, caption, unit=wording.unit)
        kinds = [(str(each), label(f"mass_kind.{each}")) for each in _KINDS]
        reasons = [(str(each), label(f"unknown_reason.{each}")) for each in _REASONS]
        self.kind = ChoiceInput(appearance, f"{key}_kind", label("field.mass_quality"), kinds, MassKind.STATED)
        self.reason = ChoiceInput(
            appearance, f"{key}_reason", label("field.mass_reason"), reasons, UnknownReason.NOT_STATED
        )
        for each in (self.figure, self.kind):
            each.changed.connect(self._show)
        self._show()

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The inputs in the order of the hands."""
        return (self.figure, self.kind, self.reason)

    def follow(self, unweighable: bool) -> None:
        """Call the mass of a form that is not weighed nominal, as soon as such a form is chosen."""
        if unweighable and self.kind.value() != MassKind.NOMINAL and self.figure.value():
            self.kind.restore(MassKind.NOMINAL)

    def show_reason(self, *, asked: bool) -> None:
        """Ask why there is no mass, where none is stated; never where no mass is asked for at all."""
        self._asked = asked
        self._show()

    def mass(self) -> Mass:
        """Return the mass; raises `MassTextError`."""
        kind = MassKind(self.kind.value())
        if kind is MassKind.NOT_APPLICABLE:
            return Mass.not_applicable()
        self.figure.kind = kind
        typed = self.figure.mass()
        return typed if typed is not None else Mass.unknown(self.reason.value())

    def _show(self) -> None:
        bare = not self.figure.value() and self.kind.value() != MassKind.NOT_APPLICABLE
        self.reason.field.setVisible(bare and self._asked)
