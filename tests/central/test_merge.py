"""Field by field, line by line, element by element."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.lines import merge_lines, merge_sets
from central.merge import Base, Held, advance, merge
from central.refusal import Refused
from jobassist.records import KINDS

NOTE = KINDS["note"]
TEXT = st.lists(st.sampled_from("abcd"), max_size=6).map("\n".join)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb\nc", "a\nc", "a\nb\nC", None),
        ("a\nb\nc\nd", "a\nc\nd", "a\nb\nc\nD", "a\nc\nD"),
        ("a", "a\nb", "a\nc", None),
        ("a\nb", "x\na\nb", "a\nb\ny", "x\na\nb\ny"),
        ("", "mit", "", "mit"),
        ("", "mit", "dit", None),
        ("a\nb", "a\nB", "a\nB", "a\nB"),
        ("a\n" * 5000, "b", "c", None),
    ],
)
def test_lines(base, mine, theirs, merged):
    assert merge_lines(base, mine, theirs) == merged


@given(TEXT, TEXT, TEXT)
def test_lines_promise(base, mine, theirs):
    assert merge_lines(base, mine, base) == mine
    assert merge_lines(base, base, theirs) == theirs
    assert merge_lines(base, mine, mine) == mine
    merged = merge_lines(base, mine, theirs)
    assert merged == merge_lines(base, theirs, mine)
    if merged is not None:
        kept = set(merged.split("\n"))
        both = set(mine.split("\n")) | set(theirs.split("\n"))
        assert kept <= both


@given(*[st.sets(st.sampled_from("abcdef")).map(sorted)] * 3)
def test_sets_promise(base, mine, theirs):
    merged = set(merge_sets(base, mine, theirs))
    added, removed = set(mine) - set(base), set(base) - set(mine)
    assert added <= merged and not (removed - added) & merged
    assert merged - added == set(theirs) - removed - added


def a_note() -> Held:
    body = {f.name: None for f in NOTE.fields} | {"text": "a\nb", "title": "t", "phrases": []}
    return advance(NOTE, Held(0, {}, {}, {}), Base(0, "laptop"), body)


def test_a_devices_own_earlier_changes_never_clash():
    held = advance(NOTE, a_note(), Base(0, "laptop"), {"title": "to"})
    merged = merge(NOTE, held, Base(1, "laptop"), {"title": "tre"})
    assert (merged.values, merged.clashes, merged.mixed) == ({"title": "tre"}, [], False)


def test_another_devices_later_change_clashes_unless_it_is_the_same():
    held = advance(NOTE, a_note(), Base(0, "tablet"), {"title": "to"})
    clash = merge(NOTE, held, Base(1, "laptop"), {"title": "tre", "participants": "begge"})
    assert (clash.values, [c.field for c in clash.clashes]) == (
        {"participants": "begge"},
        ["title"],
    )
    assert merge(NOTE, held, Base(1, "laptop"), {"title": "to"}).clashes == []
    assert merge(NOTE, held, Base(2, "laptop"), {"title": "tre"}).clashes == []


def test_text_merges_against_what_the_device_last_knew():
    held = advance(NOTE, a_note(), Base(0, "laptop"), {"text": "a\nb\nc"})
    held = advance(NOTE, held, Base(0, "tablet"), {"text": "A\nb\nc"})
    merged = merge(NOTE, held, Base(1, "laptop"), {"text": "a\nb\nc\nd"})
    assert (merged.values["text"], merged.mixed) == ("A\nb\nc\nd", True)


def test_sets_merge_by_element():
    held = advance(NOTE, a_note(), Base(0, "tablet"), {"phrases": ["x@1"]})
    assert merge(NOTE, held, Base(1, "laptop"), {"phrases": ["y@1"]}).values["phrases"] == [
        "x@1",
        "y@1",
    ]


def test_others_changes_of_other_fields_make_it_merged():
    held = advance(NOTE, a_note(), Base(0, "tablet"), {"title": "to"})
    assert merge(NOTE, held, Base(1, "laptop"), {"participants": "begge"}).mixed


def test_fixed_fields_refuse():
    with pytest.raises(Refused, match="fixed"):
        merge(NOTE, a_note(), Base(1, "laptop"), {"case_id": "another"})
