"""Facts for every block of the trial template; all of it invented."""

from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.filling import Facts

from tests.documents.papers.filled import PIXEL

EVERYTHING = Facts(
    "L-7",
    {"number": "15555", "form": "slab", "owner": ""},
    {
        "more": ({"label": "Depth", "text": "12 mm"}, {"label": "To write", "text": "", "line": "line"}),
        "masses": (
            {"number": "=1+1", "mass": MassFigure(1_500_000, 1000), "count": 1, "day": 19720310, "remark": ""},
            {"number": "15555,2", "mass": 2_000_000, "count": 2, "day": 19720300, "remark": ""},
            {"number": "15555,3", "mass": "not weighed", "count": None, "day": 0, "remark": ""},
        ),
        "nothing": (),
        "boxes": ({"label": "dented", "ticked": "yes"}, {"label": "dry", "ticked": ""}),
        "pictures": (
            {"file": "a.png", "sha256": "cd" * 32, "caption": "Face", "data": PIXEL},
            {"file": "b.tif", "sha256": "ef" * 32, "caption": "Back <b>"},
        ),
        "groups": (
            {"name": "Box 1", "inner": ({"seal": "A1"},)},
            {"name": "Box 2", "number": "2", "inner": ()},
        ),
        "heads": ({"key": "seal", "label": "Seal"},),
        "strange": ({"a": 1.5},),
    },
    organisation="Laboratory of a test",
)
