"""Further headers of masses and what stands beside them, as lists of other countries and old ones spell them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FURTHER: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "number": (
            "номер", "номер образца", "образец", "specimen", "specimen id", "specimen number", "specimen no",
            "specimen no.", "specimen #", "sample identifier", "catalogue number", "catalogue no", "catalogue no.",
            "catalog number", "catalog no", "catalog no.", "catalognumber", "cat. no.", "cat no.", "label id",
            "label identifier", "museum number", "museum no.", "inventory number", "inventory no.",
            "inv. no.", "inv.-nr.", "inv. nr.", "inventarnummer", "inventar-nr.", "numéro d'inventaire",
            "thin section number", "thin section no.", "thin section id", "slide number",
            "slide no.", "ts number", "薄片编号", "标本编号", "标本号",
            "登记号", "馆藏号", "藏品编号", "標本番号", "登録番号", "proben-nr", "probennr.", "probennr",
            "probe nr.", "probe nr", "numéro d'échantillon", "n° d'échantillon", "no d'échantillon", "échantillon",
            "№ образца",
        ),
        "parent": (
            "parent no", "parent no.", "parent sample id", "parent sample no.", "parent sample number",
            "parent specimen", "parent piece", "split from", "taken from", "derived from", "ausgangsprobe",
            "elternprobe", "ursprungsprobe", "échantillon parent", "échantillon mère", "échantillon source",
            "родитель", "родительский образец", "исходный образец", "материнский образец", "muestra madre",
            "campione madre", "母样编号", "母样品", "母样品编号", "原样编号", "親試料", "親試料番号",
        ),
        "class_name": ("klasse", "typ", "classe", "clase", "tipo", "класс", "тип", "类型", "分类", "種類"),
        "form": ("forme", "форма", "forma", "形態"),
        "mission": ("миссия", "misión", "missione", "ミッション"),
        "day": (
            "date of receipt", "receipt date", "eingangsdatum", "eingang", "date de réception", "reçu le",
            "дата поступления", "fecha de recepción", "接收日期", "收到日期", "入库日期", "受領日",
        ),
        "place": (
            "место хранения", "местонахождение", "current loc",
            "storage location", "storage place", "storage position", "current location",
            "present location", "permanent location", "shelf location", "stored in", "stored at", "standort",
            "lagerplatz", "库位", "储存位置", "存储位置", "保管位置",
            "хранение", "ort", "emplacement", "lieu de stockage", "ubicación", "保管場所", "存放地点",
        ),
        "remarks": ("примечание", "примечания"),
        "mass": (
            "tkw", "total known weight", "total known mass",
            "масса", "вес", "massa", "masa", "peso", "質量", "hmotnost", "vikt",
            "vægt",
        ),
        "mass_now": (
            "curr. mass", "curr mass", "curr. weight", "curr weight", "curr. wt.", "mass current",
            "weight current", "present mass", "present weight", "remaining mass", "remaining weight",
            "mass remaining", "weight remaining", "текущая масса", "остаток массы", "masse actuelle",
            "aktuelle masse", "restmasse", "restgewicht", "剩余质量", "当前质量", "現質量",
        ),
        "original": (
            "received mass", "received weight", "mass received", "weight received", "mass as received",
            "orig. mass", "orig. weight", "orig mass", "orig weight", "исходная масса", "начальная масса",
            "masse initiale", "masse d'origine", "ursprungsmasse", "anfangsmasse", "初始质量",
        ),
    }
)  # fmt: skip
"""What is taken for what, folded; a header the field table or the columns know already is not said again."""
