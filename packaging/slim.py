"""Take out of the frozen libraries what a Danish laptop without a graphics card never reads.

Linux only. Three cuts, each of bytes that the program does not use: symbol names and debug tables
(`strip`), CTranslate2's kernels for NVIDIA cards, ICU's data for other languages. What is cut out
of a mapped part leaves a hole in the address space, so that nothing else moves.
"""

import re
import shutil
import struct
import subprocess
from itertools import pairwise
from pathlib import Path

PAGE = 4096
_LOAD, _NOTE, _NOBITS = 1, 4, 8
# Not NumPy's: auditwheel has moved their tables, and strip would tear them.
STRIPPED = re.compile(
    r"_typst|libctranslate2|_rust\.|tokenizers\.|_sqlite3\.|_ext\.|libpython3|_yaml\.|_pydantic"
    r"|libhunspell|_cy\.|_uuid_utils|rpds|rfc8785"
)
_LOCALE = re.compile(r"[a-z]{2,3}(_[A-Za-z0-9]+)*")
_KEPT_LOCALES = {"da", "da_DK", "en", "en_GB", "en_DK", "en_001", "en_150"}
_CODED = (".cnv", ".spp", ".dict", ".cfu")  # old encodings, protocols, dictionaries of Asia


def strip_symbols(folder: Path) -> None:
    """Take names and debug tables out of the libraries that carry many."""
    tool = shutil.which("strip")
    if tool is None:
        raise SystemExit("strip is missing: install binutils.")
    found = [f for f in libraries(folder) if STRIPPED.search(f.name) or _has_debug(f)]
    for file in found:
        how = "--strip-debug" if "numpy" in str(file) else "--strip-unneeded"
        subprocess.run([tool, how, file], check=True)


def libraries(folder: Path) -> list[Path]:
    """Every shared library in the folder, links apart."""
    return sorted(f for f in folder.rglob("*.so*") if f.is_file() and not f.is_symlink())


def _has_debug(file: Path) -> bool:
    return "numpy" not in str(file) and b".debug_info\0" in file.read_bytes()[-200_000:]


def cut_section(file: Path, name: str) -> int:
    """Cut a read-only section's whole pages out of a library; returns the bytes saved."""
    content = bytearray(file.read_bytes())
    section = _sections(content).get(name)
    if section is None:
        return 0
    _, _address, offset, size = section
    begin, end = -(-offset // PAGE) * PAGE, (offset + size) // PAGE * PAGE
    file.write_bytes(cut(content, begin, end))
    return end - begin


def cut(content: bytearray, begin: int, end: int) -> bytes:
    """The library without the bytes from `begin` to `end`, both at pages of one mapped part.

    Addresses stay: what follows in that part is mapped by an entry of its own, which takes the
    place of a note's. Raises: ValueError where that cannot be done.
    """
    if begin % PAGE or end % PAGE or begin >= end:
        raise ValueError("not whole pages")
    gap, entries = end - begin, _program(content)
    made, split = [], False
    for entry in entries:
        kind, flags, offset, address, physical, in_file, in_memory, align = entry
        if kind == _LOAD and offset <= begin and end <= offset + in_file:
            head, tail = begin - offset, offset + in_file - end
            made.append((kind, flags, offset, address, physical, head, head, PAGE))
            if tail:
                there = address + end - offset
                made.append((kind, flags, begin, there, there, tail, tail, PAGE))
                split = True
        elif offset >= end:
            align = PAGE if kind == _LOAD else align
            moved = offset - gap
            made.append((kind, flags, moved, address, physical, in_file, in_memory, align))
        elif offset + in_file <= begin or kind not in (_LOAD,):
            made.append(entry)
        else:
            raise ValueError("more than one mapped part")
    if split:
        made.remove(next(entry for entry in made if entry[0] == _NOTE))
    if len(made) != len(entries):
        raise ValueError("no room in the program's table")
    table = struct.unpack_from("<Q", content, 32)[0]
    for number, entry in enumerate(made):
        kind, flags, *rest = entry
        struct.pack_into("<IIQQQQQQ", content, table + 56 * number, kind, flags, *rest)
    _move_sections(content, begin, end)
    return bytes(content[:begin] + content[end:])


def danish_icu(file: Path) -> int:
    """Keep ICU's root, Danish and English; returns the bytes saved."""
    content = bytearray(file.read_bytes())
    _, address, offset, size = _sections(content)[".rodata"]
    del address
    data = bytes(content[offset : offset + size])
    kept = filtered_icu(data)
    end = (offset + size) // PAGE * PAGE
    begin = offset + -(-len(kept) // PAGE) * PAGE
    content[offset:begin] = kept.ljust(begin - offset, b"\0")
    file.write_bytes(cut(content, begin, end))
    return end - begin


def filtered_icu(data: bytes) -> bytes:
    """ICU's common data with the wanted items alone (layout: ICU's `ucmndata.h`)."""
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        raise ValueError("no common data of ICU")
    header = struct.unpack_from("<H", data)[0]
    count = struct.unpack_from("<I", data, header)[0]
    rows = [struct.unpack_from("<II", data, header + 4 + 8 * n) for n in range(count)]
    after = dict(pairwise([*sorted(place for _, place in rows), len(data) - header]))
    items = []
    for at, place in rows:
        name = data[header + at : data.index(b"\0", header + at)]
        if is_wanted(name.decode("ascii").partition("/")[2]):
            items.append((name, data[header + place : header + after[place]]))
    names_at = 4 + 8 * len(items)
    names, table, bodies = b"", b"", b""
    total = names_at + sum(len(name) + 1 for name, _ in items)
    first = -(-(header + total) // 16) * 16 - header
    for name, body in items:
        table += struct.pack("<II", names_at + len(names), first + len(bodies))
        names += name + b"\0"
        bodies += body + b"\0" * (-len(body) % 16)
    toc = struct.pack("<I", len(items)) + table + names
    return data[:header] + toc.ljust(first, b"\xaa") + bodies


def is_wanted(item: str) -> bool:
    """Whether an item of ICU's data serves a window in Danish or English."""
    if item.endswith(_CODED):
        return False
    stem = item.rpartition("/")[2].removesuffix(".res")
    if not item.endswith(".res") or not _LOCALE.fullmatch(stem) or stem in ("root", "pool"):
        return not item.startswith("translit/")
    return stem in _KEPT_LOCALES


def _program(content: bytearray) -> list[tuple[int, ...]]:
    if content[:6] != b"\x7fELF\x02\x01":
        raise ValueError("no little-endian 64-bit library")
    table, count = (
        struct.unpack_from("<Q", content, 32)[0],
        struct.unpack_from("<H", content, 56)[0],
    )
    return [struct.unpack_from("<IIQQQQQQ", content, table + 56 * n) for n in range(count)]


def _sections(content: bytearray) -> dict[str, tuple[int, int, int, int]]:
    """Name to (index, address, offset, size)."""
    table = struct.unpack_from("<Q", content, 40)[0]
    count, of_names = struct.unpack_from("<HH", content, 60)
    raw = [struct.unpack_from("<IIQQQQ", content, table + 64 * n) for n in range(count)]
    names = raw[of_names][4]
    return {
        content[names + row[0] : content.index(0, names + row[0])].decode(): (n, *row[3:6])
        for n, row in enumerate(raw)
    }


def _move_sections(content: bytearray, begin: int, end: int) -> None:
    table = struct.unpack_from("<Q", content, 40)[0]
    count = struct.unpack_from("<H", content, 60)[0]
    for number in range(count):
        at = table + 64 * number
        offset, size = struct.unpack_from("<QQ", content, at + 24)
        if offset >= end:
            struct.pack_into("<Q", content, at + 24, offset - (end - begin))
        elif offset + size > begin:
            struct.pack_into("<I", content, at + 4, _NOBITS)
    if table >= end:
        struct.pack_into("<Q", content, 40, table - (end - begin))
