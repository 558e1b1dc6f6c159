"""The words by which people of several countries head their columns and say that they do not know."""

from typing import Final

HEADERS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "en": {
        "number": ("ID", "Sample", "Sample ID", "Sample No.", "Sample number", "Specimen", "Catalog No."),
        "generic": ("Generic", "Sample"), "split": ("Split", "Specific", "Split No."),
        "parent": ("Parent", "Parent ID", "Made from", "Cut from", "Parent sample"),
        "mass": ("Mass", "Weight", "Wt."), "mass_now": ("Current mass", "Mass now", "Remaining weight"),
        "original": ("Original mass", "Initial weight", "Received mass"),
        "form": ("Form", "Sample form", "Description"), "class_name": ("Class", "Type", "Classification"),
        "place": ("Place", "Location", "Storage location"), "day": ("Date received", "Received on"),
        "remarks": ("Remarks", "Notes", "Comments"), "mission": ("Mission",), "unit": ("Unit", "Units"),
    },
    "zh": {
        "number": ("编号", "样品编号", "标本编号"), "generic": ("样品",), "split": ("分样",), "parent": ("母样",),
        "mass": ("质量", "重量"), "mass_now": ("现质量", "剩余质量"), "original": ("原始质量", "初始质量"),
        "form": ("形态",), "class_name": ("类别", "类型"), "place": ("位置",), "day": ("接收日期", "入库日期"),
        "remarks": ("备注",), "mission": ("任务",), "unit": ("单位",),
    },
    "de": {
        "number": ("Probennummer", "Inventarnummer", "Inv.-Nr.", "Proben-Nr.", "Probe"), "generic": ("Probe",),
        "split": ("Teil",), "parent": ("Mutterprobe", "Ausgangsprobe"), "mass": ("Masse", "Gewicht"),
        "mass_now": ("Aktuelle Masse", "Restmasse"), "original": ("Ursprungsmasse", "Anfangsmasse"),
        "form": ("Form",), "class_name": ("Klasse", "Typ"), "place": ("Standort", "Lagerort"),
        "day": ("Eingangsdatum", "Datum"), "remarks": ("Bemerkung", "Bemerkungen"), "mission": ("Mission",),
        "unit": ("Einheit",),
    },
    "fr": {
        "number": ("Numéro d'inventaire", "N° d'échantillon", "Numéro"), "generic": ("Échantillon",),
        "split": ("Fraction",), "parent": ("Échantillon parent", "Parent"), "mass": ("Masse", "Poids"),
        "mass_now": ("Masse actuelle",), "original": ("Masse initiale", "Masse d'origine"), "form": ("Forme",),
        "class_name": ("Type", "Classe"), "place": ("Emplacement", "Lieu de stockage"),
        "day": ("Date de réception", "Date"), "remarks": ("Remarques", "Remarque"), "mission": ("Mission",),
        "unit": ("Unité",),
    },
    "ru": {
        "number": ("Номер образца", "Номер", "Образец"), "generic": ("Образец",), "split": ("Часть",),
        "parent": ("Родитель", "Исходный образец"), "mass": ("Масса", "Вес"),
        "mass_now": ("Текущая масса", "Остаток массы"), "original": ("Исходная масса", "Начальная масса"),
        "form": ("Форма",), "class_name": ("Класс", "Тип"), "place": ("Место хранения", "Хранение"),
        "day": ("Дата поступления", "Дата"), "remarks": ("Примечание", "Примечания"), "mission": ("Миссия",),
        "unit": ("Ед. изм.",),
    },
}  # fmt: skip
COUNTS: Final = {"en": "Count", "zh": "件数", "de": "Anzahl", "fr": "Nombre", "ru": "Кол-во"}
EXTRAS: Final = (
    "Curator",
    "Checked by",
    "Barcode",
    "Photo",
    "Tare (g)",
    "Container mass (g)",
    "Size (mm)",
    "Purity %",
)
COUNTERS: Final = {
    "en": ("No.", "#", "Row", "Item"),
    "zh": ("序号",),
    "de": ("Nr.", "lfd. Nr."),
    "fr": ("N°",),
    "ru": ("№", "№ п/п"),
}
UNKNOWN: Final = ("-", "–", "n.d.", "unknown", "不详", "k.A.", "?", "н/д", "tbd", "n/a", "not weighed", "...")
UNITS: Final = {
    "g": ("g", "g", "g", "grams", "克", "г"),
    "mg": ("mg", "mg", "毫克", "мг"),
    "kg": ("kg", "kg", "кг"),
}
BANNERS: Final = (
    "Sample inventory", "Owner: Museum of X", "Printed 12.03.2021", "Stand: 4. Mai 2020", "样品清单",
    "Inventory of the lunar collection, revised after the move to the new building", "Liste des échantillons",
    "Total number of samples: 12", "all masses in g unless stated",
)  # fmt: skip
NOTES: Final = (
    "Note: weighed again after cleaning", "the following were broken in transport", "* provisional",
    "以下样品待核对", "nachgewogen", "(continued)", "Drawer 2",
)  # fmt: skip
TOTALS: Final = (
    "Total",
    "Sum",
    "TOTAL:",
    "Summe",
    "合计",
    "Итого",
    "Grand total",
    "Somme",
    "Total mass",
    "Gesamt",
)
ENDS: Final = ("End of list", "END", "Ende der Liste", "以下空白", "конец", "*** end ***", "fin")
SIGNATURES: Final = (
    "Compiled by J. Smith, 3 May 2004",
    "checked: A.B.",
    "制表人：王伟",
    "gez. Müller",
    "Signature",
)
