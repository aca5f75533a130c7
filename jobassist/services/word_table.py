"""One table in a Word document (.docx), written and read as text; nothing in it is ever run.

A reader takes in sizes it has counted itself, never those a file claims, and refuses every
document type declaration: so no entity, and nothing outside the file, is ever looked up.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from xml.parsers import expat
from xml.sax.saxutils import escape

Table = list[list[str]]

_DOCUMENT = "word/document.xml"
_LARGEST_PART = 60_000_000
_MOST_PARTS = 5_000
_MOST_CELLS = 400_000
_DEEPEST = 200
_KNOWN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MARK = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STAMP = (2026, 1, 1, 0, 0, 0)  # the same texts make the same bytes

_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument\
.wordprocessingml.document.main+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships\
/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_HEAD = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>
<w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>
<w:tblGrid>{grid}</w:tblGrid>
"""
_FOOT = """</w:tbl><w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>
</w:sectPr></w:body></w:document>"""


class NoTable(Exception):
    """The file is no Word document with a table that can be read."""


def write(rows: Iterable[Sequence[str]], columns: int) -> bytes:
    """A document with one table; a newline begins a paragraph in its cell."""
    body = [_HEAD.format(grid="<w:gridCol/>" * columns)]
    for cells in rows:
        body.append("<w:tr>" + "".join(f"<w:tc>{_cell(cell)}</w:tc>" for cell in cells) + "</w:tr>")
    body.append(_FOOT)
    made = io.BytesIO()
    parts = (
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _RELATIONS),
        (_DOCUMENT, "".join(body)),
    )
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return made.getvalue()


def read(content: bytes) -> Table:
    """The rows of the first table. Raises: NoTable."""
    reader = _TableReader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    try:
        parser.Parse(_part(content), True)
    except expat.ExpatError:
        raise NoTable from None
    return reader.rows


def _cell(text: str) -> str:
    return "".join(f"<w:p>{_run(line)}</w:p>" for line in text.split("\n"))


def _run(line: str) -> str:
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in line.split("\t"))
    return f"<w:r>{'<w:tab/>'.join(pieces)}</w:r>"


def _part(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            info = package.getinfo(_DOCUMENT)
            if len(package.filelist) > _MOST_PARTS or info.compress_type not in _KNOWN_PACKING:
                raise NoTable
            with package.open(info) as stream:
                part = stream.read(_LARGEST_PART + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, EOFError, ValueError, OSError):
        raise NoTable from None
    if len(part) > _LARGEST_PART:
        raise NoTable
    return part


class _TableReader:
    """Takes the text of the first table's cells; deleted text of tracked changes is left out."""

    def __init__(self) -> None:
        self.rows: Table = []
        self._path: list[str] = []
        self._tables = 0  # how many have begun
        self._paragraphs: list[str] = []
        self._cells = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = name.removeprefix(_MARK)
        self._path.append(tag)
        if len(self._path) > _DEEPEST:
            raise NoTable
        if tag == "tbl":
            self._tables += 1
        if not self._inside():
            return
        if tag == "tr":
            self.rows.append([])
        elif tag == "tc":
            self._paragraphs = []
            self._cells += 1
            if self._cells > _MOST_CELLS or not self.rows:
                raise NoTable
        elif tag == "p":
            self._paragraphs.append("")
        elif tag in ("tab", "br", "cr") and self._path[-2:-1] == ["r"]:
            self._add("\t" if tag == "tab" else "\n")

    def end(self, name: str) -> None:
        """An element ends."""
        if name == f"{_MARK}tc" and self._inside() and self.rows:
            self.rows[-1].append("\n".join(self._paragraphs))
        self._path.pop()

    def text(self, data: str) -> None:
        """Characters inside an element."""
        if self._path[-1:] == ["t"] and self._inside():
            self._add(data)

    def refuse(self, *_declared: object) -> None:
        """A document type or an entity is declared: no honest document does that."""
        raise NoTable

    def _inside(self) -> bool:
        return self._tables == 1 and self._path.count("tbl") == 1

    def _add(self, text: str) -> None:
        if not self._paragraphs:
            self._paragraphs.append("")
        self._paragraphs[-1] += text
