"""What PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) ask of a file's structure, by clause.

No independent checker runs here: this reads the file with pypdf, which did not write it. It looks
at structure, not at every glyph's width.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

_SHOWS = {b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"Do"}
_SHOWS |= {b"sh", b"BI", b"INLINE IMAGE"}
_FORBIDDEN = {"/JavaScript", "/JS", "/Launch", "/AA", "/Movie", "/Sound", "/EmbeddedFiles", "/XFA"}
_COLOURS = {"/DeviceCMYK", "/DeviceN", "/Separation"}


def faults(content: bytes) -> list[str]:
    """What is wrong, each with what was asked; empty when nothing is."""
    reader = PdfReader(BytesIO(content))
    found = [*_header(content), *_trailer(reader)]
    if not reader.is_encrypted:
        found += [*_catalog(reader), *_metadata(reader), *_tree(reader), *_objects(reader)]
        for page in reader.pages:
            found += [*_fonts(page["/Resources"].get_object()), *_marked(reader, page)]
    return found


def _header(content: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[4-7]\r?\n%[\x80-\xff]{4}", content):
        yield "6.1.2: header and a comment of four high bytes"
    if not content.rstrip().endswith(b"%%EOF"):
        yield "6.1.3: nothing after the end"


def _trailer(reader: PdfReader) -> Iterator[str]:
    if reader.is_encrypted:
        yield "6.1.3: not encrypted"
    if len(reader.trailer.get("/ID", ())) != 2:
        yield "6.1.3: an identifier"


def _catalog(reader: PdfReader) -> Iterator[str]:
    catalog = reader.trailer["/Root"].get_object()
    intents = [one.get_object() for one in catalog.get("/OutputIntents", ArrayObject())]
    profiles = [one.get("/DestOutputProfile") for one in intents if one["/S"] == "/GTS_PDFA1"]
    if not profiles or not all(profiles):
        yield "6.2.3: an output intent with its profile"
    for profile in profiles:
        data = profile.get_object().get_data() if profile else b""
        if data[36:40] != b"acsp" or int(profile.get_object()["/N"]) != 3:
            yield "6.2.3: the profile is an ICC profile of three components"
    if not str(catalog.get("/Lang", "")).strip():
        yield "6.7.4: a language"
    if not _is(catalog.get("/MarkInfo", {}), "/Marked"):
        yield "6.7.2: marked"
    if "/StructTreeRoot" not in catalog:
        yield "6.7.3: a structure tree"
    if not _is(catalog.get("/ViewerPreferences", {}), "/DisplayDocTitle"):
        yield "UA 7.1: the title is shown"
    if "/OpenAction" in catalog and "/S" in catalog["/OpenAction"]:
        yield "6.5: no action"


def _is(holder: Any, name: str) -> bool:
    """A boolean object is an object, and so never falsy."""
    return bool(getattr(holder.get_object().get(name), "value", False)) if holder else False


def _metadata(reader: PdfReader) -> Iterator[str]:
    stream = reader.trailer["/Root"].get_object().get("/Metadata")
    xmp = stream.get_object().get_data().decode() if stream else ""
    for name, value in (("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
        if not re.search(rf"<{name}>{value}</{name}>|{name}=\"{value}\"", xmp):
            yield f"6.6.4: {name} is {value}"
    title = str((reader.metadata or {}).get("/Title", ""))
    if not title or title not in xmp:
        yield "6.6.3: the title stands in both places"


def _tree(reader: PdfReader) -> Iterator[str]:
    root = reader.trailer["/Root"].get_object().get("/StructTreeRoot")
    if root is None:
        return
    roles: list[str] = []
    for element in _elements(root.get_object()):
        role = str(element.get("/S", ""))
        roles.append(role)
        if role == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "UA 7.3: every picture has words"
    levels = [int(role[2:]) for role in roles if re.fullmatch(r"/H[1-6]", role)]
    if any(after > before + 1 for before, after in zip([0, *levels], levels, strict=False)):
        yield "UA 7.4: no level of heading is left out"
    if "/Table" in roles and "/TH" not in roles:
        yield "UA 7.5: tables have heading cells"
    if "/ParentTree" not in root.get_object():
        yield "6.7.3: from the page back to the tree"


def _elements(node: Any) -> Iterator[DictionaryObject]:
    kids = node.get("/K", ArrayObject())
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        element = kid.get_object()
        if isinstance(element, DictionaryObject) and element.get("/Type") != "/MCR":
            yield element
            yield from _elements(element)


def _objects(reader: PdfReader) -> Iterator[str]:
    for number in range(1, int(reader.trailer["/Size"])):
        one = reader.get_object(number)
        if not isinstance(one, DictionaryObject):
            continue
        if known := _FORBIDDEN & set(one.keys()):
            yield f"6.5: no {min(known)}"
        if _is(one, "/Interpolate"):
            yield "6.2.8: pictures are not smoothed"
        filters = one.get("/Filter", ()) if isinstance(one, StreamObject) else ()
        if "/LZWDecode" in (filters if isinstance(filters, ArrayObject) else [filters]):
            yield "6.1.7: no LZW"
        if isinstance(one, StreamObject) and "/F" in one:
            yield "6.1.7: nothing outside the file"
        space = one.get("/ColorSpace")
        if str(space[0] if isinstance(space, ArrayObject) else space) in _COLOURS:
            yield "6.2.4: colours of the output intent"


def _fonts(resources: Any) -> Iterator[str]:
    for name, reference in resources.get("/Font", {}).items():
        font = reference.get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = inner.get("/FontDescriptor", {})
        described = described.get_object() if described else {}
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()):
            yield f"6.2.11.4: font {name} is embedded"
        if "/ToUnicode" not in font:
            yield f"6.2.11.7: font {name} says which characters it shows"
    for reference in resources.get("/XObject", {}).values():
        if "/Resources" in (one := reference.get_object()):
            yield from _fonts(one["/Resources"].get_object())


def _marked(reader: PdfReader, page: Any) -> Iterator[str]:
    """All that is shown is part of the tree, or said to be decoration."""
    depth = 0
    stream = ContentStream(page.get_contents(), reader)
    for _operands, operator in stream.operations:
        if operator in (b"BMC", b"BDC"):
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif operator in _SHOWS and not depth:
            yield f"6.7.3: {operator.decode()} outside the tree"
    if depth:
        yield "6.7.3: marks that close"
    if "/Annots" in page and page.get("/Tabs") != "/S":
        yield "UA 7.18: the order of the tree"
