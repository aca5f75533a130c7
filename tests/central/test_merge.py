"""Field by field, line by line, element by element."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.lines import merge_keys, merge_lines, merge_sets
from central.merge import Base, Held, advance, merge
from central.refusal import Refused
from jobassist.records import KINDS

NOTE = KINDS["note"]
FORM = KINDS["form"]
OBJECT = st.dictionaries(st.sampled_from("abcd"), st.sampled_from([1, 2, {"fra": "x"}, None]))
METTE, BO, IDA = (f"01920000-0000-7000-8000-00000000000{n}" for n in range(3))
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


@given(OBJECT, OBJECT, OBJECT)
def test_objects_promise(base, mine, theirs):
    merged, clashing = merge_keys(*map(json.dumps, (base, mine, theirs)))
    said = json.loads(merged)
    for key in "abcd":
        was, own, other = (one.get(key) for one in (base, mine, theirs))
        assert said.get(key) == (own if other == was else other)
        assert (key in clashing) == (own not in (was, other) and other != was)


def a_form(**values: object) -> Held:
    body = {f.name: None for f in FORM.fields} | {"state": "draft", "overrides": "{}"}
    body |= {"values": json.dumps(values), "checks": "[]"}
    return advance(FORM, Held(0, {}, {}, {}), Base(0, "tablet"), body)


def said_by(**values: object) -> dict[str, str]:
    return {"values": json.dumps(values)}


def test_two_devices_fill_in_one_form_field_by_field():
    held = advance(FORM, a_form(timer=30), Base(0, "laptop"), said_by(timer=30, navn="Bo"))
    merged = merge(FORM, held, Base(1, "tablet"), said_by(timer=37))
    assert json.loads(merged.values["values"]) == {"timer": 37, "navn": "Bo"}
    assert (merged.clashes, merged.mixed) == ([], True)


def test_a_period_is_one_field_and_only_the_field_both_changed_clashes():
    before, later = {"fra": "2026-12-01", "til": ""}, {"fra": "2026-12-01", "til": "2026-12-20"}
    other = {"fra": "2026-12-08", "til": ""}
    held = advance(FORM, a_form(periode=before), Base(0, "laptop"), said_by(periode=later))
    merged = merge(FORM, held, Base(1, "tablet"), said_by(periode=other, navn="Bo"))
    assert json.loads(merged.values["values"]) == {"periode": later, "navn": "Bo"}
    (clash,) = merged.clashes
    assert (json.loads(clash.stands), json.loads(clash.kept)) == (
        {"periode": later},
        {"periode": other},
    )


def test_a_form_is_not_complete_over_what_was_filled_in_meanwhile():
    """Whoever comes first: completed, and filled in by one who did not know of it."""
    completed = {"state": "complete", "checks": '[{"rule":"a"}]'}
    held = advance(FORM, a_form(timer=30), Base(0, "laptop"), completed)
    merged = merge(FORM, held, Base(1, "tablet"), said_by(timer=37))
    assert merged.values["state"] == "draft" and merged.mixed
    held = advance(FORM, a_form(timer=30), Base(0, "laptop"), said_by(timer=37))
    merged = merge(FORM, held, Base(1, "tablet"), completed)
    assert "state" not in merged.values and merged.mixed
    known = merge(FORM, held, Base(2, "tablet"), completed)
    assert known.values["state"] == "complete"


def test_a_signed_form_says_what_was_signed():
    held = advance(FORM, a_form(timer=30), Base(0, "laptop"), {"state": "signed"})
    late = merge(FORM, held, Base(1, "tablet"), said_by(timer=37))
    assert (late.values, [c.field for c in late.clashes]) == ({}, ["values"])
    held = advance(FORM, a_form(timer=30), Base(0, "laptop"), said_by(timer=37))
    signed = merge(FORM, held, Base(1, "tablet"), {"state": "signed"})
    assert json.loads(signed.values["values"]) == {"timer": 30}
    (clash,) = signed.clashes
    assert json.loads(clash.kept) == {"timer": 37}


def made(held, rev_by):
    """The record after each of these changes of its values, by whom and when."""
    for user, at, values in rev_by:
        by = Base(0, f"laptop of {user}", 0, user, at)
        held = advance(FORM, held, by, {"values": json.dumps(values)})
    return held


def test_a_clash_tells_who_changed_that_very_key_and_when():
    body = {f.name: None for f in FORM.fields} | {"values": "{}", "state": "draft"}
    held = made(
        Held(0, body, {}, {}),
        [
            (METTE, "t1", {}),
            (BO, "t2", {"a": 1}),
            (IDA, "t3", {"a": 1, "b": 2}),
        ],
    )
    (clash,) = merge(FORM, held, Base(1, "mine"), {"values": '{"a":9}'}).clashes
    assert (clash.stands, clash.by, clash.at) == ('{"a":1}', BO, "t2")
    (clash,) = merge(FORM, held, Base(1, "mine"), {"values": '{"b":9}'}).clashes
    assert (clash.by, clash.at) == (IDA, "t3")


def test_whom_nobody_wrote_down_a_clash_does_not_name():
    (clash,) = merge(NOTE, a_note_changed(), Base(0, "mine"), {"title": "x"}).clashes
    assert (clash.by, clash.at) == (None, None)


def a_note_changed() -> Held:
    return advance(NOTE, a_note(), Base(0, "other"), {"title": "y"})
