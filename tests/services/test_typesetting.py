"""A sign that no font has is spelled out; it stops no letter and no answer to a citizen."""

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from jobassist.records import Letter
from jobassist.services.letter_pdf import render, render_pages


def letter(text: str) -> Letter:
    return Letter(
        id="l-1",
        case_id="c-1",
        author_id="u-1",
        created_at=datetime(2026, 11, 20, tzinfo=UTC),
        dated=date(2026, 11, 20),
        subject="Emne",
        recipient="Anders",
        sender="Jobcentret",
        text=text,
    )


@pytest.mark.parametrize("text", ["Tak 🙂", "مرحبا", "日本語", "Zoë\u200d", "a\u2028b"])
def test_a_letter_with_any_sign_is_made(text):
    told = PdfReader(io.BytesIO(render(letter(f"Kære Anders\n\n{text}")))).pages[0].extract_text()
    assert "Kære Anders" in told
    assert render_pages(letter(text), 200)
