"""A record's plain form: the same for the local store, the wire and the central."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobassist.errors import UserError
from jobassist.records import KINDS, Case, ContactChannel, Note, Phrase
from jobassist.records.plain import changed, from_plain, plain, to_plain
from tests.records.samples import records

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NOTE = Note(id="n1", rev=4, case_id="c1", author_id="u1", created_at=NOON, occurred_at=NOON)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_every_record_comes_back_from_its_plain_form(kind, data):
    record = data.draw(records(kind))
    sent = json.loads(json.dumps(to_plain(record)))
    assert from_plain(kind.cls, record.id, record.rev, sent) == record


def test_instants_travel_as_utc_to_the_millisecond_and_days_as_days():
    danish = timezone(timedelta(hours=1))
    assert plain(datetime(2026, 3, 1, 13, 0, 0, 123456, danish)) == "2026-03-01T12:00:00.123Z"
    assert plain(date(2026, 3, 1)) == "2026-03-01"
    assert plain(ContactChannel.PHONE) == "phone"
    assert plain(("b", "a")) == ["a", "b"]


def test_what_cannot_travel_is_our_bug():
    with pytest.raises(TypeError):
        plain(0.5)


def test_a_newer_writer_may_say_more_than_we_know():
    values = {**to_plain(NOTE), "mood": "good"}
    assert from_plain(Note, "n1", 4, values) == NOTE


def test_what_has_a_default_may_be_left_out():
    values = {f: v for f, v in to_plain(NOTE).items() if f not in ("text", "channel", "sealed")}
    assert from_plain(Note, "n1", 4, values) == NOTE


@pytest.mark.parametrize(
    ("cls", "field", "value"),
    [
        (Note, "created_at", "2026-03-01T12:00:00"),  # whose time?
        (Note, "created_at", "yesterday"),
        (Note, "created_at", None),
        (Note, "state", "lost"),
        (Note, "text", 7),
        (Note, "text", None),
        (Note, "phrases", "jn-first"),
        (Note, "phrases", [1]),
        (Note, "model_unfit", "yes"),
        (Case, "opened_on", "01-03-2026"),
        (Phrase, "version", True),
        (Phrase, "version", "1"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place_and_without_itself(cls, field, value):
    with pytest.raises(UserError) as refused:
        from_plain(cls, "x", 0, {**_some(cls), field: value})
    assert refused.value.code == "record.invalid"
    assert refused.value.params["field"] == field


def test_a_missing_value_is_refused_with_its_place():
    values = to_plain(NOTE)
    del values["case_id"]
    with pytest.raises(UserError) as refused:
        from_plain(Note, "n1", 4, values)
    assert refused.value.params == {"kind": "note", "field": "case_id"}


def test_a_new_record_sends_what_it_must_and_what_is_not_default():
    sent = changed(None, replace(NOTE, text="Fremmødt."))
    assert sent.keys() == {"case_id", "author_id", "created_at", "occurred_at", "text"}


def test_a_change_sends_the_changed_fields_only():
    after = replace(NOTE, text="Fremmødt.", channel=ContactChannel.PHONE, rev=5)
    assert changed(NOTE, after) == {"text": "Fremmødt.", "channel": "phone"}
    assert changed(after, after) == {}


def _some(cls):
    if cls is Note:
        return to_plain(NOTE)
    if cls is Phrase:
        return {"key": "jn-first", "title": "Første", "body": "Tekst"}
    return {"number": "1", "citizen_id": "b", "coordinator_id": "u", "opened_on": "2026-03-01"}
