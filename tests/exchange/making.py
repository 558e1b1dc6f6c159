"""Makes spreadsheet files by hand, among them such as no spreadsheet program would make."""

import io
import struct
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

CONTENT_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
ROOT = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATION}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATION}/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>'
)


END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def sheet_xml(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def xlsx(path: Path, rows: str = "", **parts: str | bytes) -> Path:
    """Make an xlsx file of one sheet; `parts` replace or add parts, `__` standing for a slash."""
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet_xml(rows),
    }
    content |= {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    return zipped(path, content)


def zipped(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def ods(path: Path, tables: str, manifest: str = "<manifest/>") -> Path:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": manifest,
        "content.xml": content,
    }
    return zipped(path, parts)


def ods_row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def ods_text(text: str, times: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_gap(times: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def number_record(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def error_record(row: int, column: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def xls(path: Path, *cells: bytes, extra: bytes = b"", small: bool = False) -> Path:
    """Make an xls file of one sheet named S from the BIFF records of its cells."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    begin_sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    name = struct.pack("<IHBB", 0, 0, 1, 0) + b"S"
    before = len(begin) + len(extra) + len(record(0x0085, name)) + 4
    sheet = record(0x0085, struct.pack("<I", before) + name[4:])
    stream = begin + extra + sheet + record(0x000A) + begin_sheet + b"".join(cells) + record(0x000A)
    path.write_bytes(compound({"Workbook": stream}, small=small))
    return path


def compound(streams: dict[str, bytes], *, small: bool = False) -> bytes:
    """Make a compound file; `small` keeps its one stream in small sectors, else it is filled up to need none."""
    sectors: list[bytes] = []
    table: list[int] = []

    def add(content: bytes) -> int:
        start, count = len(sectors), -(-len(content) // 512)
        sectors.extend(content[at * 512 : at * 512 + 512].ljust(512, b"\0") for at in range(count))
        table.extend([*range(start + 1, start + count), END])
        return start

    entries, root_start, root_size, small_table = [], END, 0, END
    for number, (name, content) in enumerate(streams.items(), start=1):
        size = len(content) if small else max(4096, len(content))
        start = 0 if small else add(content.ljust(size, b"\0"))
        if small:
            count = -(-size // 64)
            root_start, root_size = add(content.ljust(count * 64, b"\0")), count * 64
            chain = struct.pack(f"<{count}I", *range(1, count), END)
            small_table = add(chain.ljust(512, b"\xff"))
        entries.append(_entry(name, 2, start, size, right=number + 1 if number < len(streams) else FREE))
    entries.insert(0, _entry("Root Entry", 5, root_start, root_size, child=1))
    first_entry = add(b"".join(entries))
    return _with_table(sectors, table, first_entry, small_table)


def _with_table(sectors: list[bytes], table: list[int], first_entry: int, small_table: int) -> bytes:
    first = len(sectors)
    tables = further = 0
    while tables * 128 < len(table) + tables + further:
        tables += 1
        further = max(0, -(-(tables - 109) // 127))
    table += [0xFFFFFFFD] * tables + [0xFFFFFFFC] * further
    table += [FREE] * (tables * 128 - len(table))
    places = list(range(first, first + tables))
    listed = b""
    for number in range(further):
        some = places[109 + number * 127 : 109 + (number + 1) * 127]
        link = first + tables + number + 1 if number + 1 < further else END
        listed += struct.pack("<128I", *some, *[FREE] * (127 - len(some)), link)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, first_entry, 0, 4096, small_table, int(small_table != END)),
        *(first + tables if further else END, further),
        *(places[:109] + [FREE] * (109 - len(places[:109]))),
    )
    return header + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table) + listed


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    raw = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", raw, len(raw) + 2, kind, 1, 0xFFFFFFFF, right, child, b"", 0, 0, 0, start, size
    )


def with_declared_size(path: Path, part: str, size: int) -> Path:
    """Let the list of parts of a zip file say another size for one part."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        info = archive.getinfo(part)
    at = content.find(b"PK\x01\x02")
    while content[at + 46 : at + 46 + len(part)] != part.encode():
        at = content.find(b"PK\x01\x02", at + 4)
    content[at + 24 : at + 28] = struct.pack("<I", size)
    content[info.header_offset + 22 : info.header_offset + 26] = struct.pack("<I", size)
    path.write_bytes(bytes(content))
    return path
