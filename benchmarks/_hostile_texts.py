"""Five hundred templates and files that mean no good, made anew from a seed.

A template is a text's body; a file is what somebody might be sent to import. Each has a name that
says what it tries.
"""

import io
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

HEAD = "noegle,titel,talenavn,kategori,tekst\n"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PAYLOADS = (
    "__import__('os').system('id')", "{{7*7}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "lambda: 1",
    "{% for x in y %}", "__class__.__mro__[1]", "0x41" * 20, "; DROP TABLE phrase; --", "$(id)",
    "`id`", "{borger.__class__}", "{borger.navn.__init__}", "{borger.navn!r}", "\\u0000",
    "{borger.navn:>99}",
)  # fmt: skip
_FORMULAS = ("=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", "'=1")


@dataclass(frozen=True, slots=True)
class Template:
    """Texts by key; `a` is the one to unfold."""

    name: str
    bodies: dict[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """A file to import. `is_text`: it is well formed, and must be taken for text and no more."""

    name: str
    content: bytes
    is_text: bool = False


def templates(chance: random.Random, count: int) -> Iterator[Template]:
    """Broken, endless, nested and huge templates, and ones that would like to be run."""
    makers = (_broken, _loop, _deep, _grown, _run)
    for number in range(count):
        yield makers[number % len(makers)](chance, number)


def files(chance: random.Random, count: int) -> Iterator[File]:
    """CSV, JSON and Word files: cut, binary, huge, bombs, entities, wrong types, formulas."""
    makers = (
        _binary, _cut_csv, _odd_csv, _formula_key, _formula_text, _cut_json, _odd_json, _deep_json,
        _bomb, _entities, _cut_word, _odd_word, _late_fault,
    )  # fmt: skip
    for number in range(count):
        yield makers[number % len(makers)](chance, number)


def _broken(chance: random.Random, number: int) -> Template:
    good = "Kære {borger.navn}, {valg.a|ja|nej {udfyld.b}}. " * (number % 9 + 1)
    place = chance.choice([i for i, sign in enumerate(good) if sign in "{}"])
    return Template(
        "broken", {"a": good[:place] + chance.choice(["", "{", "}}"]) + good[place + 1 :] + "{"}
    )


def _loop(chance: random.Random, _number: int) -> Template:
    size = chance.randint(1, 30)
    ring = {f"t{n}": f"{{standard.t{(n + 1) % size}}}" for n in range(size)}
    return Template("loop", {**ring, "a": "x{standard.t0}"})


def _deep(chance: random.Random, number: int) -> Template:
    if number % 2:
        return Template("nested fields", {"a": "{valg.a|x|" * chance.randint(9, 5_000)})
    layers = chance.randint(25, 400)
    chain = {f"t{n}": f"{{standard.t{n + 1}}}" for n in range(layers)}
    return Template("nested texts", {"a": "{standard.t0}", **chain, f"t{layers}": "end"})


def _grown(chance: random.Random, _number: int) -> Template:
    times = chance.randint(9, 12)
    layers = {f"t{n}": f"{{standard.t{n + 1}}}" * times for n in range(7)}
    return Template("grown", {"a": "{standard.t0}", **layers, "t7": "x" * chance.randint(200, 900)})


def _run(chance: random.Random, _number: int) -> Template:
    return Template("to be run", {"a": "Kære {" + chance.choice(_PAYLOADS) + "}"})


def _binary(chance: random.Random, _number: int) -> File:
    return File("binary", bytes(chance.choices(range(256), k=chance.randint(1, 4_000))) + b"\x00")


def _cut_csv(_chance: random.Random, number: int) -> File:
    text = HEAD + f'k{number},T,t,K,"Kære {{borger.navn}}, hej"\n' + 'l,T,t,K,"uden slut'
    return File("cut CSV", text.encode())


def _odd_csv(_chance: random.Random, number: int) -> File:
    rows = (
        "a,T,t,K", "a,T,t,K,x,y", "a,T,t,K,", ",T,t,K,x", "a,T,t,K,{x", "a b,T,t,K,x",
        f"a,{'T' * 300},t,K,x", f"a,T,t,K,{'x' * 20_001}", "../../etc,T,t,K,x",
        f"a,T,t,K,{'x' * 140_000}",
    )  # fmt: skip
    good = "".join(f"g{n},T,t,K,God\n" for n in range(number % 5))
    return File("odd CSV", (HEAD + good + rows[number % len(rows)] + "\n").encode())


def _formula_key(_chance: random.Random, number: int) -> File:
    return File("formula for a key", (HEAD + f'"{_FORMULAS[number % 6]}",T,t,K,x\n').encode())


def _formula_text(_chance: random.Random, number: int) -> File:
    formula = _FORMULAS[number % len(_FORMULAS)]
    return File("formula for a text", (HEAD + f'k,T,t,K,"{formula}"\n').encode(), is_text=True)


def _cut_json(chance: random.Random, _number: int) -> File:
    whole = json.dumps({"tekster": [{"noegle": "a", "titel": "T", "kategori": "K", "tekst": "x"}]})
    return File("cut JSON", whole[: chance.randint(1, len(whole) - 1)].encode())


def _odd_json(_chance: random.Random, number: int) -> File:
    row = {"noegle": "a", "titel": "T", "kategori": "K", "tekst": "x"}
    odd: tuple[Any, ...] = (
        {"tekster": 7}, [1], [None], [[]], [row, row], [{**row, "tekst": 7}],
        [{**row, "tekst": {}}],
        [{**row, "version": "1" * 9_000}], [{**row, "gyldig_fra": "i går"}], [{"noegle": "a"}],
        [{**row, "titel": "\ud800"}], [{**row, "titel": "\x00"}], [{**row, "status": "alt"}], {},
    )  # fmt: skip
    return File("odd JSON", json.dumps(odd[number % len(odd)]).encode())


def _deep_json(chance: random.Random, _number: int) -> File:
    return File("deep JSON", b"[" * chance.randint(2_000, 200_000))


def _bomb(_chance: random.Random, number: int) -> File:
    rows = b"<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>" * 20_000
    size = 1 if number % 4 else 60  # now and then one that unpacks to more than is ever read
    return File("zip bomb", word(_head() + rows * size))


def _entities(_chance: random.Random, number: int) -> File:
    inside = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
    )[number % 4]
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    body = f'<w:document xmlns:w="{_WORD}"><w:body>{table}</w:body></w:document>'
    encoding = "utf-16" if number % 3 == 0 else "utf-8"
    return File("XML entities", word((inside + body).encode(encoding)))


def _cut_word(chance: random.Random, number: int) -> File:
    whole = word(_head() + b"<w:tr/></w:tbl></w:body></w:document>")
    if number % 2:
        return File("cut Word", whole[: chance.randint(4, len(whole) - 1)])
    broken = bytearray(whole)
    for _ in range(20):
        broken[chance.randrange(30, len(broken))] ^= 1 << chance.randrange(8)
    return File("damaged Word", b"PK\x03\x04" + bytes(broken[4:]))


def _odd_word(_chance: random.Random, number: int) -> File:
    odd: tuple[Any, ...] = (
        b"<w:document/>", b"", b"<w:tbl>", b"<w:p>" * 5_000, b"\xff\xfe\x00", _head() + b"<w:tc/>",
        _head() + b"</w:tbl></w:body></w:document>" + b" " * 100,
    )  # fmt: skip
    return File("odd Word", word(odd[number % len(odd)], missing=number % 5 == 0))


def _late_fault(chance: random.Random, _number: int) -> File:
    """Hundreds of good texts, and a fault in the last: none of them may come in."""
    good = "".join(f"k{n},T,t,K,God\n" for n in range(chance.randint(100, 400)))
    return File("late fault", (HEAD + good + "sidst,T,t,K,{borger.navn\n").encode())


def _head() -> bytes:
    return (
        f'<w:document xmlns:w="{_WORD}"><w:body><w:tbl>'
        "<w:tr><w:tc><w:p><w:r><w:t>noegle</w:t></w:r></w:p></w:tc></w:tr>"
    ).encode()


def word(document: bytes, *, missing: bool = False) -> bytes:
    """A .docx package around that document part."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/other.xml" if missing else "word/document.xml", document)
    return made.getvalue()
