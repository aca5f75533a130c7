"""Files that somebody could write: each with what is to become of it.

`place` None: it loads; else (line, column, code) of its first grave fault.
"""

from typing import NamedTuple

Place = tuple[int, int, str] | None


class Odd(NamedTuple):
    """One odd file."""

    name: str
    text: bytes
    place: Place


def form(fields: str, rest: str = "", head: str = "") -> bytes:
    """A small form around the lines of its fields (which begin on line 8)."""
    return f"""blanket: proeve
titel: {{da: Prøve, en: Test}}
om: virksomhed
{head or "# nothing"}
sektioner:
  - noegle: a
    titel: {{da: A, en: A}}
    felter:
{fields}
{rest}""".encode()


def field(key: str, type: str = "tekst", more: str = "") -> str:
    """One field on one line; its `{` is in column 9."""
    extra = f", {more}" if more else ""
    return f"      - {{noegle: {key}, type: {type}, etiket: {{da: X, en: X}}{extra}}}"


def repeated(rows: str, fields: str = "") -> bytes:
    """A form whose section repeats so many times."""
    return form(fields or GOOD).replace(b"    felter:", f"    gentag: {rows}\n    felter:".encode())


GOOD = field("x")
DEEP = "a: " + "[" * 60 + "]" * 60
LAUGHS = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"
CHOICES = "valg: [{kode: ja, tekst: {da: Ja, en: Yes}}]"

ODD = [
    Odd("the smallest form", form(GOOD), None),
    Odd("empty", b"", (1, 1, "form.file_empty")),
    Odd("only a comment", b"# nothing\n", (1, 1, "form.file_empty")),
    Odd("a list", b"- a\n- b\n", (1, 1, "form.wrong_type")),
    Odd("a word", b"hej\n", (1, 1, "form.wrong_type")),
    Odd("not UTF-8", b"blanket: x\ntitel: \xe6\xf8\n", (2, 8, "form.not_utf8")),
    Odd("UTF-8 with a byte order mark", b"\xef\xbb\xbf" + form(GOOD), None),
    Odd("lines ended as on Windows", form(GOOD).replace(b"\n", b"\r\n"), None),
    Odd("a zero byte", b"blanket: x\x00y\n", (1, 11, "form.not_yaml")),
    Odd("a tab for indentation", b"titel:\n\tda: x\n", (2, 1, "form.not_yaml")),
    Odd("a quote that never ends", b'blanket: "x\n', (2, 1, "form.not_yaml")),
    Odd("two documents", b"a: 1\n---\nb: 2\n", (2, 1, "form.second_document")),
    Odd("an anchor", b"blanket: &x proeve\n", (1, 10, "form.alias")),
    Odd("a billion laughs", LAUGHS.encode(), (1, 4, "form.alias")),
    Odd("a list that holds itself", b"a: &a [*a]\n", (1, 4, "form.alias")),
    Odd("a Python object", b"a: !!python/object/apply:os.system [ls]\n", (1, 4, "form.tag")),
    Odd("a tag of its own", b"a: !hemmelig x\n", (1, 4, "form.tag")),
    Odd("sixty levels", DEEP.encode(), (1, 27, "form.too_deep")),
    Odd("half a megabyte and more", b"# " + b"x" * 600_000, (1, 1, "form.file_too_large")),
    Odd("a key that is a list", b"? [a, b]\n: c\n", (1, 3, "form.odd_key")),
    Odd("a key twice", b"blanket: a\nblanket: b\n", (2, 1, "form.key_twice")),
    Odd("a merge key", b"<<: {a: 1}\nblanket: x\n", (1, 1, "form.missing_key")),
    Odd("a form without fields", form("      []"), (8, 5, "form.out_of_bounds")),
    Odd("an unknown key", form(field("x", more="farve: roed")), (9, 58, "form.unknown_key")),
    Odd("an unknown type", form(field("x", "farve")), (9, 21, "form.unknown_value")),
    Odd(
        "no English",
        form("      - {noegle: x, type: tekst, etiket: {da: X}}"),
        (9, 34, "form.missing_translation"),
    ),
    Odd("a number for a text", form(GOOD, head="hjemmel: 12"), (4, 1, "form.wrong_type")),
    Odd("a Norwegian no is a text", form(GOOD, head="hjemmel: no"), None),
    Odd("a key in capitals", form(field("Navn")), (9, 10, "form.wrong_shape")),
    Odd("a field twice", form(f"{GOOD}\n{GOOD}"), (10, 10, "form.twice")),
    Odd("a choice without choices", form(field("x", "valg")), (9, 9, "form.missing_key")),
    Odd("choices for a number", form(field("x", "tal", CHOICES)), (9, 56, "form.not_for_type")),
    Odd(
        "a choice twice",
        form(field("x", "valg", CHOICES.replace("}}]", "}}, {kode: ja, tekst: {da: J, en: Y}}]"))),
        (9, 103, "form.twice"),
    ),
    Odd("the least above the most", form(field("x", "tal", "mindst: 5, hoejst: 2")),
        (9, 56, "form.bounds_crossed")),
    Odd("shown by a field that is not", form(field("x", more="vis_hvis: y")),
        (9, 58, "form.unknown_name")),
    Odd("shown by itself", form(field("x", more='vis_hvis: "x == 1"')), (9, 9, "form.circle")),
    Odd(
        "two that wait for each other",
        form("\n".join([field("x", "tal", "beregn: y + 1"), field("y", "tal", "beregn: x + 1")])),
        (9, 9, "form.circle"),
    ),
    Odd(
        "never shown",
        form("\n".join([field("x", "ja_nej"), field("y", more='vis_hvis: "x and not x"')])),
        (10, 58, "form.unreachable"),
    ),
    Odd(
        "never shown for its choices",
        form("\n".join([field("x", "valg", CHOICES), field("y", more="vis_hvis: \"x == 'nej'\"")])),
        (10, 58, "form.unreachable"),
    ),
    Odd("half an expression", form(field("x", more='vis_hvis: "1 +"')),
        (9, 58, "form.expression_syntax")),
    Odd("a call to the system", form(field("x", more="vis_hvis: \"__import__('os')\"")),
        (9, 58, "form.expression_function")),
    Odd("an attribute", form(field("x", more='vis_hvis: "x.__class__"')),
        (9, 58, "form.expression_forbidden")),
    Odd("a comprehension", form(field("x", more='vis_hvis: "[a for a in x]"')),
        (9, 58, "form.expression_forbidden")),
    Odd("a lambda", form(field("x", more='vis_hvis: "(lambda: 1)()"')),
        (9, 58, "form.expression_forbidden")),
    Odd("a power that never ends", form(field("x", more='vis_hvis: "9**9**9"')),
        (9, 58, "form.expression_forbidden")),
    Odd("an assignment", form(field("x", more='vis_hvis: "(y := 1)"')),
        (9, 58, "form.expression_forbidden")),
    Odd("an expression of a thousand brackets", form(field("x", more=f'vis_hvis: "{"(" * 480}1"')),
        (9, 58, "form.expression_syntax")),
    Odd("an expression too long", form(field("x", more=f'vis_hvis: "{"1+" * 400}1"')),
        (9, 58, "form.out_of_bounds")),
    Odd(
        "a table in a table",
        form(
            field("x", "tabel", "kolonner: [{noegle: y, type: tabel, etiket: {da: X, en: X}, "
                  "kolonner: [{noegle: z, type: tekst, etiket: {da: X, en: X}}]}]")
        ),
        (9, 81, "form.no_column"),
    ),
    Odd("a default that does not fit", form(field("x", "dato", "standard: i morgen")),
        (9, 57, "form.not_date")),
    Odd("calculated and required", form(field("x", "tal", "beregn: 1 + 1, kraevet: true")),
        (9, 56, "form.calculated_and_asked")),
    Odd("filled from nowhere", form(field("x", more="fra: citizen.weight")),
        (9, 58, "form.unknown_source")),
    Odd("a demand on no field", form(GOOD, "krav:\n  - {id: a, felt: q, gaelder: 'x', "
        "virkning: stop, besked: {da: X, en: X}}"), (11, 13, "form.unknown_name")),
    Odd("valid backwards", form(GOOD, head="gyldig: {fra: 2026-02-01, til: 2026-01-01}"),
        (4, 1, "form.period_backwards")),
    Odd("valid from a day that is not", form(GOOD, head="gyldig: {fra: 2026-02-30}"),
        (4, 10, "form.wrong_shape")),
    Odd("the event is no day", form(GOOD, head="haendelse: x"), (4, 1, "form.unknown_name")),
    Odd("Greek, emoji, right-to-left", form(GOOD.replace("da: X", "da: Ωλ 🛶 שלום")), None),
    Odd("a hundred fields", form("\n".join(field(f"x{n}") for n in range(100))), None),
    Odd("a hundred and one", form("\n".join(field(f"x{n}") for n in range(101))),
        (8, 5, "form.out_of_bounds")),
    Odd("a function with too little",
        form("\n".join([field("x", "dato"), field("y", "tal", "beregn: uger(x)")])),
        (10, 56, "form.expression_arguments")),
    Odd("a function with too much", form(field("x", more="vis_hvis: \"udfyldt('a', 'b')\"")),
        (9, 58, "form.expression_arguments")),
    Odd("a function as a value", form(field("x", more='vis_hvis: "udfyldt"')),
        (9, 58, "form.unknown_name")),
    Odd("a field called as a word of the language", form(field("if")),
        (9, 10, "form.reserved_name")),
    Odd("a field called today", form(field("i_dag")), (9, 10, "form.reserved_name")),
    Odd("a field called as a function",
        form("\n".join([field("antal", "tal"), field("y", more="vis_hvis: antal > 1")])), None),
    Odd("rows that cross", repeated("{mindst: 5, hoejst: 2}"), (8, 5, "form.bounds_crossed")),
    Odd("a hundred million rows", repeated("{mindst: 1, hoejst: 99999999}"),
        (8, 25, "form.out_of_bounds")),
    Odd("a table in rows", repeated("{mindst: 1, hoejst: 2}", field("x", "tabel",
        "kolonner: [{noegle: y, type: tekst, etiket: {da: X, en: X}}]")),
        (10, 21, "form.no_column")),
    Odd("rows in words", repeated("mange"), (8, 5, "form.wrong_type")),
    Odd("one party that signs twice",
        form("\n".join(field(key, "underskrift", "rolle: citizen") for key in ("x", "y"))),
        (10, 64, "form.twice")),
    Odd("a party that nobody knows", form(field("x", "underskrift", "rolle: konge")),
        (9, 64, "form.unknown_value")),
    Odd("a summary that says it twice", form(GOOD, head="opsummering: [x, x]"),
        (4, 18, "form.twice")),
    Odd("four hundred fields", form("\n".join(field(f"felt{n}") for n in range(400))),
        (8, 5, "form.out_of_bounds")),
    Odd("a name in Cyrillic", form(field("имя")), (9, 10, "form.wrong_shape")),
    Odd("a name with a picture", form(field("🛶")), (9, 10, "form.wrong_shape")),
    Odd("a name that climbs", form(GOOD).replace(b"blanket: proeve", b"blanket: ../../x"),
        (1, 1, "form.wrong_shape")),
    Odd("three in a ring",
        form("\n".join(field(a, "ja_nej", f"vis_hvis: {b}") for a, b in ("xz", "yx", "zy"))),
        (9, 9, "form.circle")),
    Odd("the bounds of a machine", form(field("x", "tal", "hoejst: .inf")),
        (9, 56, "form.wrong_type")),
    Odd("the thirtieth of February", form(GOOD, head="gyldig: {fra: 2026-02-30, til: null}"),
        (4, 10, "form.wrong_shape")),
    Odd("a form of another program", b"survey:\n  - type: text\n    name: a\n",
        (1, 1, "form.missing_key")),
    Odd("the same as JSON", b'{"blanket":"proeve","titel":{"da":"P","en":"T"},"om":"virksomhed",'
        b'"sektioner":[{"noegle":"a","titel":{"da":"A","en":"A"},"felter":[{"noegle":"x",'
        b'"type":"tekst","etiket":{"da":"X","en":"X"}}]}]}', None),
    Odd("a brace in a text", form(GOOD.replace("da: X", "da: Navn }")), (9, 61, "form.not_yaml")),
    Odd("UTF-16", form(GOOD).decode().encode("utf-16"), (1, 1, "form.not_utf8")),
    Odd("a directive of the future", b"%YAML 9.9\n---\nblanket: x\n", (1, 1, "form.not_yaml")),
]  # fmt: skip
