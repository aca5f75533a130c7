"""Documents show what they can and name the rest; no text keeps one from being made."""

import json
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobassist.services.printable import printable, printable_data

TEMPLATES = {
    folder: resources.files(f"resources.{folder}").joinpath(name).read_text(encoding="utf-8")
    for folder, name in (
        ("envelope", "document.typ"),
        ("letters", "letter.typ"),
        ("dossier", "dossier.typ"),
        ("sheets", "recovery.typ"),
    )
}
FONTS = '("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")'
SHOW = f'#set document(title: "x")\n#set text(font: {FONTS}, lang: "da", hyphenate: true)\n'


def made(text: str) -> bytes:
    """A document of that text, by the same fonts and standards as ours."""
    import typst

    source = f"{SHOW}#json(bytes(sys.inputs.data))".encode()
    pdf = typst.Compiler(ignore_system_fonts=True).compile(
        {"main.typ": source},
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=0,
        sys_inputs={"data": json.dumps(text)},
    )
    assert isinstance(pdf, bytes)
    return pdf


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_the_documents_have_the_fonts_that_were_tried(template: str):
    assert FONTS in template


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Åse Müller-Çelik, Œrsted & Søn: »12,50 €« – ½ … ✓ → §", None),
        ("Ωλ Щука שלום سلام", None),
        ("første\r\nanden\rtredje\u2028fjerde", "første\nanden\ntredje\nfjerde"),
        ("A\u030ase o\u0308l", "Åse öl"),
        ("王小明", "[U+738B][U+5C0F][U+660E]"),
        ("tak 🛶", "tak [canoe]"),
        ("Tak 🙂!", "Tak [slightly smiling face]!"),
        ("Æblegrød på Læsø – »90 %« § 12, Łódź, Ελλάδα, Київ, 5 €, ½", None),
        ("x\u0303\u0302", "x[U+0303][U+0302]"),
        ("so\u00adft \u202eomvendt\u2069 \x07\ufeff", "soft omvendt "),
        ("a\tb", "a b"),
        ("", None),
    ],
)
def test_what_becomes_of_a_text(text: str, shown: str | None):
    assert printable(text) == (text if shown is None else shown)
    assert made(f"{printable(text)}.").startswith(b"%PDF-1.7")


def test_data_keeps_its_shape():
    data = {"a": ["王", 1, None, ("b",)], "王": True}
    assert printable_data(data) == {"a": ["[U+738B]", 1, None, ["b"]], "王": True}


def test_every_character_that_is_listed_can_be_shown():
    lines = resources.files("resources.letters").joinpath("characters.txt").read_text("ascii")
    ends = [line.split("-") for line in lines.splitlines() if not line.startswith("#")]
    listed = [chr(c) for first, last in ends for c in range(int(first, 16), int(last, 16) + 1)]
    assert len(listed) > 5_000
    assert printable("".join(one for one in listed))
    assert made(" ".join(listed))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_keeps_a_document_from_being_made(text: str):
    assert made(f"{printable(text)}.")
