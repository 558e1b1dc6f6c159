from pathlib import Path

import pytest
from lunarcurator.documents.csv_renderer import render_csv
from lunarcurator.documents.formats import SUFFIXES, renderer_for
from lunarcurator.documents.html_renderer import render_html
from lunarcurator.documents.model import Column
from lunarcurator.documents.rendering import RenderStopped, UnknownFormatError
from lunarcurator.documents.xlsx_renderer import render_xlsx
from lunarcurator.exchange.new_file import new_file

from tests.documents.making import document

NUMBER = Column("number", "Number")


def test_the_end_of_a_name_chooses_the_format() -> None:
    assert renderer_for(".xlsx") is render_xlsx
    assert renderer_for(".CSV") is render_csv
    assert renderer_for(".htm") is renderer_for(".html") is render_html
    with pytest.raises(UnknownFormatError) as refused:
        renderer_for(".docx")
    assert (refused.value.key, refused.value.facts) == ("document.format_unknown", {"suffix": ".docx"})


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_rendering_called_off_leaves_the_old_file_and_no_other(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"old")
    told: list[int] = []

    def export() -> None:
        with new_file(path) as stream:
            made = document((NUMBER,), ((str(number),) for number in range(5000)))
            renderer_for(suffix)(made, stream, progress=told.append, should_stop=lambda: len(told) > 3)

    with pytest.raises(RenderStopped):
        export()
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_rendering_that_ends_well_is_there_whole(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    with new_file(path) as stream:
        renderer_for(suffix)(document((NUMBER,), [("15405,91",)]), stream)
    assert path.stat().st_size > 10
