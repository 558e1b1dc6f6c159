"""Further headers of masses and what stands beside them, as lists of other countries and old ones spell them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FURTHER: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "number": ("номер", "номер образца", "образец"),
        "place": (
            "место хранения", "хранение", "ort", "standort", "lagerplatz", "storage location", "storage place",
            "current location", "emplacement", "lieu de stockage", "ubicación", "保管場所", "存放地点", "存储位置",
            "库位",
        ),
        "remarks": ("примечание", "примечания"),
        "mass": ("масса", "вес", "massa", "masa", "peso", "質量", "hmotnost", "vikt", "vægt"),
        "mass_now": (
            "curr. mass", "curr mass", "curr. weight", "curr weight", "curr. wt.", "mass current",
            "weight current", "present mass", "present weight", "remaining mass", "remaining weight",
            "mass remaining", "weight remaining", "текущая масса", "остаток массы", "masse actuelle",
            "aktuelle masse", "restmasse", "剩余质量", "当前质量", "現質量",
        ),
        "original": (
            "received mass", "received weight", "mass received", "weight received", "mass as received",
            "orig. mass", "orig. weight", "orig mass", "orig weight", "исходная масса", "начальная масса",
            "masse initiale", "masse d'origine", "ursprungsmasse", "anfangsmasse", "初始质量",
        ),
    }
)  # fmt: skip
"""What is taken for what, folded; a header the field table or the columns know already is not said again."""
