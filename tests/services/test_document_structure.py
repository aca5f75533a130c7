"""The sealed documents are PDF/A-2a and PDF/UA-1 in structure; one that is not is noticed."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from jobassist.envelope.packet import Copy
from jobassist.records import DecisionOutcome
from jobassist.services import envelopes, form_deciding
from jobassist.settings import Settings
from tests.fakes.session import CITIZEN, JONAS, fake_session
from tests.services.pdf_structure import faults
from tests.services.signed import complete_form, sign_all


@pytest.fixture(scope="module")
def documents() -> dict[Copy, bytes]:
    """Both, with checks, pictures, a decision, and text that would be markup elsewhere."""
    session = fake_session(user=JONAS, settings=Settings(policy={"delegated_decisions": True}))
    odd = 'Slibe & lakere <b> #let x = 1 $a$ \\ "æøå"\n- én\n* og Щ ع, 你好 🛶 a\u0308\u00ad\u202e'
    form = complete_form(session, opgaver=odd)
    form_deciding.decide(
        session, form.id, DecisionOutcome.APPROVED, "Passer.", appeal_notice="Klag inden 4 uger."
    )
    sign_all(session, form.id)
    envelope = envelopes.seal(session, form.id)
    return {copy: envelopes.pdf(session, envelope.id, copy) for copy in Copy}


@pytest.mark.parametrize("copy", Copy)
def test_nothing_is_missing_of_what_the_standards_ask(documents, copy: Copy):
    assert faults(documents[copy]) == []


def test_what_is_said_can_be_read_from_it(documents):
    full = "".join(page.extract_text() for page in PdfReader(BytesIO(documents[Copy.FULL])).pages)
    theirs = "".join(
        page.extract_text() for page in PdfReader(BytesIO(documents[Copy.EMPLOYER])).pages
    )
    assert "#let x = 1" in full and "Klag inden 4 uger." in full
    assert CITIZEN.name in theirs and "Klag inden" not in theirs and "Godkendt" in theirs


def spoilt(content: bytes, how: str) -> bytes:
    """The document with one thing taken away or added."""
    writer = PdfWriter(clone_from=BytesIO(content))
    root = writer.root_object
    if how == "encrypted":
        writer.encrypt("x")
    elif how == "/Marked":
        root["/MarkInfo"].get_object()[NameObject(how)] = BooleanObject(False)
    elif how in ("/FontFile", "/ToUnicode"):
        for font in writer.pages[0]["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            holder = inner["/FontDescriptor"] if how == "/FontFile" else font
            _without(holder.get_object(), how)
    elif how == "/Alt":
        for number in range(1, len(writer._objects) + 1):
            one = writer.get_object(number)
            if isinstance(one, DictionaryObject) and one.get("/S") == "/Figure":
                _without(one, how)
    elif how == "/JavaScript":
        root[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject("/S"): NameObject(how), NameObject("/JS"): TextStringObject("app.alert(1)")}
        )
    elif how == "unmarked":
        page = writer.pages[0]
        stream = page.get_contents()
        stream.set_data(stream.get_data() + b"\n0 0 m 9 9 l S\n")
        page[NameObject("/Contents")] = writer._add_object(stream)
    else:
        del root[how]
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _without(one: DictionaryObject, key: str) -> None:
    for name in [name for name in one if name.startswith(key)]:
        del one[name]


@pytest.mark.parametrize(
    ("how", "clause"),
    [
        ("encrypted", "6.1.3"),
        ("/OutputIntents", "6.2.3"),
        ("/Metadata", "6.6.4"),
        ("/Lang", "6.7.4"),
        ("/Marked", "6.7.2"),
        ("/StructTreeRoot", "6.7.3"),
        ("/FontFile", "6.2.11.4"),
        ("/ToUnicode", "6.2.11.7"),
        ("/Alt", "UA 7.3"),
        ("/JavaScript", "6.5"),
        ("unmarked", "6.7.3"),
    ],
)
def test_what_is_taken_away_is_noticed(documents, how: str, clause: str):
    found = faults(spoilt(documents[Copy.FULL], how))
    assert any(one.startswith(clause) for one in found), found


def test_other_readers_find_no_fault_where_they_are(documents, tmp_path: Path):
    """qpdf and pdfinfo, on a machine that has them."""
    file = tmp_path / "blanket.pdf"
    file.write_bytes(documents[Copy.EMPLOYER])
    said = {
        tool[0]: subprocess.run([*tool, str(file)], capture_output=True, text=True, check=True)
        for tool in (["qpdf", "--check"], ["pdfinfo"])
        if shutil.which(tool[0])
    }
    assert "No syntax" in said["qpdf"].stdout if "qpdf" in said else True
    assert "Tagged:          yes" in said["pdfinfo"].stdout if "pdfinfo" in said else True
