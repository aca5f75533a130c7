"""A record type is declared once, and the declaration says everything."""

from datetime import UTC, date, datetime

import pytest

from jobassist.records import KINDS, Merge, Note, NoteState, Record, Scope, kind_of
from jobassist.records.declare import field, record, ref

AFTERNOON = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
DRAFT = Note(
    id="n1",
    case_id="c1",
    author_id="u1",
    created_at=AFTERNOON,
    occurred_at=AFTERNOON,
    text="Fremmødt.",
)


@pytest.fixture
def kinds():
    """KINDS; what a test declares is taken out again."""
    before = dict(KINDS)
    yield KINDS
    KINDS.clear()
    KINDS.update(before)


def test_the_kinds_of_this_house():
    assert KINDS.keys() >= {"case", "case_assignment", "citizen", "user", "note", "phrase"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_declaration_is_whole(kind):
    names = [f.name for f in kind.fields]
    assert len(set(names)) == len(names)
    assert len({f.wire for f in kind.fields}) == len(names)
    assert set(kind.search) <= set(names)
    assert kind_of(kind.cls) is kind
    if kind.case_field is not None:
        assert kind.scope in (Scope.CASE, Scope.CANDIDATES)
        assert kind.case_field in {"id", *names}
    if kind.author is not None:
        assert kind.field(kind.author).references == "user"
    if kind.sealed_when is not None:
        state, value = kind.sealed_when
        kind.field(state).type(value)
    for info in kind.fields:
        assert info.references is None or info.references in KINDS


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_names_a_citizen_or_tells_of_one_is_personal(kind):
    # official texts, and the names of employees
    told_freely = {"form_definition", "house_file", "phrase", "phrase_version", "term", "user"}
    told_freely |= {name for name, k in KINDS.items() if k.scope is Scope.COMPANIES}
    personal = {"cpr", "given_name", "family_name", "text", "title", "address", "participants"}
    if kind.name not in told_freely:
        assert [f.name for f in kind.fields if f.name in personal and not f.personal] == []


def test_fields_are_found_by_both_names(kinds):
    @record("visit", scope=Scope.USER)
    class Visit(Record):
        held_on: date = field(Merge.FIXED, wire="day")
        user_id: str = ref("user")
        remarks: str | None = field(personal=True, default=None)

    kind = kind_of(Visit)
    assert kind is kinds["visit"]
    assert kind.wire_field("day") is kind.field("held_on")
    held_on, user_id, remarks = kind.fields
    assert (held_on.type, held_on.required, held_on.merge) == (date, True, Merge.FIXED)
    assert (user_id.references, user_id.merge) == ("user", Merge.FIXED)
    assert (remarks.type, remarks.nullable, remarks.required) == (str, True, False)
    assert (remarks.personal, held_on.personal) == (True, False)
    with pytest.raises(KeyError):
        kind.field("day")
    with pytest.raises(KeyError):
        kind.wire_field("held_on")


def test_a_field_is_of_a_type_that_can_travel(kinds):
    with pytest.raises(TypeError):

        @record("odd", scope=Scope.USER)
        class Odd(Record):
            weight: float = field()


def test_a_record_does_not_change():
    with pytest.raises(AttributeError):
        DRAFT.text = "Noget andet."


def test_a_final_note_is_sealed_and_a_draft_is_not():
    kind = kind_of(Note)
    final = Note(
        id="n1",
        case_id="c1",
        author_id="u1",
        created_at=AFTERNOON,
        occurred_at=AFTERNOON,
        state=NoteState.FINAL,
    )
    assert kind.is_sealed(final)
    assert not kind.is_sealed(DRAFT)
    assert not kind_of(KINDS["user"].cls).is_sealed(KINDS["user"].cls(id="u1", name="Bo"))


def test_an_undeclared_type_is_our_bug():
    with pytest.raises(KeyError):
        kind_of(Record)
