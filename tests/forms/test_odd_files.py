"""Odd files load, or are refused with line and column; never a traceback, never a long wait."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobassist.errors import UserError
from jobassist.forms import library
from jobassist.forms.linting import check
from jobassist.forms.reading import read_form
from jobassist.messages import catalogue
from tests.forms.odd_files import ODD, Odd

FORMS = sorted(library.packaged_texts().items())


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_an_odd_file(odd: Odd):
    checked = check(odd.text)
    grave = [(f.line, f.column, f.code) for f in checked.source.faults if f.grave]
    assert (grave[0] if grave else None) == odd.place
    assert checked.ok is (odd.place is None)


def test_they_are_many_and_differ():
    assert len(ODD) > 50
    assert len({odd.text for odd in ODD}) == len(ODD)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_nothing_is_told_twice(odd: Odd):
    faults = check(odd.text).source.faults
    assert len(set(faults)) == len(faults)


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd.place], ids=lambda odd: odd.name)
def test_every_fault_is_told_in_words(odd: Odd):
    for fault in check(odd.text).source.faults:
        assert fault.code in catalogue()
        assert "–" not in fault.text("en").replace(" – ", "")
        assert fault.line >= 1 <= fault.column


def test_a_fault_of_structure_is_an_error_with_line_and_column():
    with pytest.raises(UserError, match=r"form\.unusable") as refused:
        read_form(b"blanket: a\nblanket: b\n")
    assert (refused.value.params["line"], refused.value.params["column"]) == (2, 1)


@pytest.mark.parametrize(("name", "content"), FORMS, ids=[name for name, _ in FORMS])
def test_the_forms_that_come_with_the_program_are_clean(name: str, content: bytes):
    checked = check(content)
    assert checked.source.faults == []
    assert checked.definition is not None
    assert checked.definition.name == name
    assert checked.definition == library.packaged(name)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_form_damaged_anywhere_never_breaks_the_linter(data: st.DataObject):
    _name, content = data.draw(st.sampled_from(FORMS))
    at = data.draw(st.integers(0, len(content) - 1))
    cut = data.draw(st.integers(0, 30))
    put = data.draw(
        st.binary(max_size=6) | st.sampled_from([b"\n", b": ", b"- ", b"{", b"]", b'"'])
    )
    checked = check(content[:at] + put + content[at + cut :])
    assert checked.ok or any(fault.grave for fault in checked.source.faults)
