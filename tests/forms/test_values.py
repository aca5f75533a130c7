"""What people type and say, and what becomes of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobassist.forms.definition import Choice, Field, FieldType, Words
from jobassist.forms.values import UnreadableError, native, read
from jobassist.forms.wording import shown
from jobassist.messages import catalogue

CHOICES = (Choice("a", Words("Æble", "Apple")), Choice("b", Words("Bær", "Berry")))
COLUMN = Field(key="x", type=FieldType.TEXT, label=Words("X", "X"))


def of(type: FieldType, **more: Any) -> Field:
    return Field(
        key="f", type=type, label=Words("F", "F"), choices=CHOICES, columns=(COLUMN,), **more
    )


@pytest.mark.parametrize(
    ("type", "typed", "kept"),
    [
        ("tal", "12", 12), ("tal", "12,5", 12.5), ("tal", "1.250", 1250),
        ("tal", "1.250,5", 1250.5), ("tal", "-3", -3), ("tal", 4, 4),
        ("timer", "30", "30:00"), ("timer", "30:15", "30:15"), ("timer", "30.15", "30:15"),
        ("timer", "30,5", "30:30"), ("timer", "30 timer og 15 minutter", "30:15"),
        ("timer", "30 timer 15 min", "30:15"), ("timer", {"timer": 30, "minutter": 15}, "30:15"),
        ("timer", 7.5, "7:30"), ("timer", "0:45", "0:45"),
        ("beloeb", "148,50", "148.50"), ("beloeb", "21.400 kr.", "21400.00"),
        ("beloeb", "100 kroner", "100.00"), ("beloeb", "148.50", "148.50"),
        ("dato", "3. november 2026", "2026-11-03"), ("dato", "3-11-2026", "2026-11-03"),
        ("dato", "2026-11-03", "2026-11-03"),
        ("periode", {"fra": "1-2-2026", "til": "2. marts 2026"},
         {"fra": "2026-02-01", "til": "2026-03-02"}),
        ("valg", "a", "a"), ("valg", "Æble", "a"), ("valg", "berry", "b"),
        ("flere_valg", ["Bær", "a"], ["a", "b"]), ("flere_valg", "a", ["a"]),
        ("ja_nej", "Ja", True), ("ja_nej", "nej", False), ("ja_nej", True, True),
        ("telefon", "98 45 00 00", "98450000"), ("telefon", "+45 98450000", "+4598450000"),
        ("epost", "bo@firma.dk", "bo@firma.dk"), ("tekst", "  hej ", "hej"),
        ("lang_tekst", "en\nto", "en\nto"), ("tekst", "", None), ("tekst", "   ", None),
        ("tabel", [{"x": "1"}], [{"x": "1"}]), ("cvr", "99 00 12 32", "99001232"),
    ],
)  # fmt: skip
def test_it_is_read_as_meant_and_read_again_as_kept(type: str, typed: Any, kept: Any):
    field = of(FieldType(type))
    assert read(field, typed) == kept
    assert read(field, kept) == kept
    assert isinstance(shown(field, kept), str)


@pytest.mark.parametrize(
    ("type", "typed", "code"),
    [
        ("tal", "tolv", "form.not_number"), ("tal", "1.25.0", "form.not_number"),
        ("tal", float("nan"), "form.not_number"), ("tal", True, "form.not_text"),
        ("timer", "30:60", "form.not_hours"), ("timer", "halv", "form.not_hours"),
        ("timer", {"timer": -1}, "form.not_hours"), ("beloeb", "-5", "form.too_small"),
        ("dato", "31-2-2026", "form.not_date"), ("dato", "3-11-26", "form.not_date"),
        ("dato", "1-1-1066", "form.not_date"), ("periode", "maj", "form.not_period"),
        ("periode", {"fra": "1-2-2026"}, "form.half_period"),
        ("periode", {"fra": "2-2-2026", "til": "1-2-2026"}, "form.period_backwards"),
        ("valg", "c", "form.not_choice"), ("flere_valg", ["a", "c"], "form.not_choice"),
        ("ja_nej", "måske", "form.not_yes_no"), ("telefon", "112", "form.not_phone"),
        ("epost", "bo@firma", "form.not_email"), ("epost", "bo krogh@firma.dk", "form.not_email"),
        ("tekst", "a\nb", "form.one_line"), ("tekst", "a\x00b", "form.control_characters"),
        ("tekst", "x" * 201, "form.too_long"), ("tekst", {"a": 1}, "form.not_text"),
        ("tabel", "x", "form.not_rows"), ("tabel", [{"y": 1}], "form.unknown_column"),
        ("tabel", [{"x": 1}] * 51, "form.too_many_rows"),
        ("underskrift", "x", "form.holds_nothing"),
    ],
)  # fmt: skip
def test_what_it_cannot_be_is_told(type: str, typed: Any, code: str):
    with pytest.raises(UnreadableError) as refused:
        read(of(FieldType(type)), typed)
    expected = code if not (type == "tal" and typed is True) else "form.not_number"
    assert refused.value.code == expected
    assert refused.value.code in catalogue()


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)


@given(type=st.sampled_from(FieldType), typed=_ANYTHING)
def test_anything_is_read_or_refused_and_what_is_kept_stays_so(type: FieldType, typed: Any):
    field = of(type)
    try:
        kept = read(field, typed)
    except UnreadableError as refused:
        assert refused.code in catalogue()
        return
    assert read(field, kept) == kept
    native(field, kept)
    shown(field, kept)
