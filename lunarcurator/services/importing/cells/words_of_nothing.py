"""Words by which people say in a list that nobody knows: of each language in which headers are read."""

import unicodedata
from typing import Final

_SIGNS: Final = (
    *("-", "--", "---", "–", "––", "—", "——", "―", "−", "‐", "‑", "─", "──", "_", "__"),
    *("…", "...", "..", ".", "/", "\\", "?", "??", "???"),
)
_ENGLISH: Final = (
    *("n/a", "na", "n.a.", "n.a", "nd", "n/d", "n.d.", "n.d", "n/k", "n.k.", "n/r", "n.r.", "n/s"),
    *("none", "unknown", "unkn.", "unk", "unk.", "not known", "not given", "not stated", "not recorded"),
    *("not reported", "not measured", "not weighed", "not determined", "not available", "not applicable"),
    *("no data", "no record", "no information", "no info", "undetermined", "undefined", "null", "nan"),
    *("tbd", "tba", "tbc", "to be determined", "to be weighed", "to be confirmed", "(none)", "(blank)"),
)
_CHINESE: Final = (
    *("不详", "不明", "不清", "未知", "未称", "未称重", "未测", "未测定", "未测量", "未记录", "未定", "未鉴定"),
    *(
        "待定",
        "待测",
        "待查",
        "待称",
        "暂无",
        "无",
        "无数据",
        "无记录",
        "无资料",
        "没有",
        "不适用",
        "(无)",
        "(空)",
    ),
)
_JAPANESE: Final = (
    *("なし", "無し", "無", "未詳", "未測定", "未計測", "該当なし", "記載なし", "情報なし", "データなし"),
)
_RUSSIAN: Final = (
    *("н/д", "н.д.", "н.д", "нд", "нет", "нет данных", "нет сведений", "неизвестно", "не известно", "неизв."),
    *("не определено", "не опр.", "не указано", "не измерено", "не взвешено", "не взвешивали", "б/д"),
)
_GERMAN: Final = (
    *("k.a.", "k.a", "k/a", "keine angabe", "keine angaben", "keine daten", "keine", "unbekannt", "unbek."),
    *("nicht bekannt", "nicht bestimmt", "nicht gewogen", "nicht gemessen", "n.b.", "entfällt"),
)
_FRENCH: Final = (
    *("inconnu", "inconnue", "non connu", "non connue", "non déterminé", "non pesé", "non mesuré", "n.c.", "n/c"),
    *("non communiqué", "non renseigné", "aucun", "aucune", "néant", "sans objet", "s/o", "pas de données"),
)
_FURTHER: Final = (
    *("s/d", "s.d.", "sin datos", "sin dato", "desconocido", "desconocida", "no disponible", "no aplica"),
    *("ninguno", "ninguna", "sconosciuto", "ignoto", "non noto", "non disponibile", "nessuno", "nessuna"),
    *("desconhecido", "sem dados", "não disponível", "nenhum", "neznámo", "neznámý", "neuvedeno"),
    *("okänd", "okänt", "uppgift saknas", "ukendt", "ikke kendt", "s.o.", "s.o", "s. o."),
)

_WORDS: Final = frozenset({*_SIGNS, *_ENGLISH, *_CHINESE, *_JAPANESE, *_RUSSIAN, *_GERMAN, *_FRENCH, *_FURTHER})
_LONGEST: Final = max(map(len, _WORDS)) + 4


def is_nothing_said(text: str) -> bool:
    """Tell whether a text only says that nobody knows, however it is spaced and in whatever width."""
    # Asked of each mass of a large list: none of these words begins or ends with a figure, as most masses do.
    if len(text) > _LONGEST or text[-1:].isdigit() or text[:1].isdigit():
        return False
    word = text.casefold()
    if word in _WORDS:
        return True
    if any(map(str.isdigit, word)):
        return False
    folded = unicodedata.normalize("NFKC", word).replace(". ", ".").replace(" / ", "/").strip()
    return folded in _WORDS
