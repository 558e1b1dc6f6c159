"""Where only a figure is kept, a field of the loan desk refuses an estimate as it is typed."""

import pytest
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.domain.mass_text import MassTextError


def test_a_cell_refuses_an_estimate() -> None:
    masses = TypedMasses("mg")
    for text in ("~30", "about 30 mg", "30 mg est."):
        found = masses.trouble(text)
        assert found is not None
        assert found.key == "mass.text_estimate"
        for read in (masses.ug, masses.last_place, masses.reading):
            with pytest.raises(MassTextError):
                read(text)
    assert (masses.trouble("30"), masses.ug("30")) == (None, 30_000)
