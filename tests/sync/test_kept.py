"""What did not stand is shown beside what stands, and is decided, in both kinds of store."""

import pytest

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.records import Citizen, Note, NoteState
from jobassist.services.kept import keep_mine, keep_theirs, undecided, undo
from jobassist.services.kept_lines import lines
from tests.fakes.device import FakeDevice
from tests.sync.laptop import enrolled


@pytest.fixture
def clash(central, new_store):
    """Two devices of one user, the second with a phone number that did not stand."""
    first = enrolled(central, central.new_user("Mette")[1], new_store())
    citizen, case = first.start_case()
    note = first.draft(case, "kladde")
    first.sync()
    second = enrolled(central, central.new_code(first.session.user.id), new_store())
    second.sync()
    first.change(Citizen, citizen.id, phone="98 00 00 02")
    second.change(Citizen, citizen.id, phone="98 00 00 03")
    first.sync()
    second.sync()
    return first, second, citizen, note


def test_a_conflict_is_shown_with_both_values(clash):
    _, second, citizen, _ = clash
    (item,) = undecided(second.session)
    assert (item.why, item.kind, item.record) == ("conflict", "citizen", citizen.id)
    assert (item.kept, item.present) == ({"phone": "98 00 00 03"}, {"phone": "98 00 00 02"})
    assert item.at is not None


def test_mine_is_sent_again_and_stands(clash):
    first, second, citizen, _ = clash
    keep_mine(second.session, undecided(second.session)[0].id)
    assert second.waiting() == (1, 0, 0)
    second.sync()
    first.sync()
    assert first.get(Citizen, citizen.id).phone == "98 00 00 03"
    assert second.waiting() == (0, 0, 0)


def test_theirs_stands_and_mine_is_forgotten(clash):
    _, second, citizen, _ = clash
    (item,) = undecided(second.session)
    keep_theirs(second.session, item.id)
    assert second.waiting() == (1, 0, 0)  # the central is told that it is decided
    second.sync()
    assert second.waiting() == (0, 0, 0)
    assert second.get(Citizen, citizen.id).phone == "98 00 00 02"
    for decide in (keep_mine, keep_theirs):
        with pytest.raises(UserError, match=r"^sync\.no_such_kept$"):
            decide(second.session, item.id)


def test_a_refused_final_note_can_be_read_and_not_sent_again(clash):
    first, second, _, note = clash
    keep_theirs(second.session, undecided(second.session)[0].id)
    for laptop, text in ((first, "først"), (second, "sidst")):
        laptop.change(Note, note.id, text=text)
        laptop.finalise(note)
        laptop.sync()
    (item,) = undecided(second.session)
    assert (item.why, item.case) == ("quarantined", note.case_id)
    assert (item.kept["text"], item.present["text"]) == ("sidst", "først")
    with pytest.raises(UserError, match=r"^sync\.cannot_keep_mine$"):
        keep_mine(second.session, item.id)
    assert second.waiting() == (0, 0, 1)


def test_a_note_whose_seal_was_refused_and_let_go_is_a_draft_again(clash):
    first, second, _, note = clash
    keep_theirs(second.session, undecided(second.session)[0].id)
    own, second.session.device = second.session.device, FakeDevice(new_id(), 251)  # not enrolled
    second.change(Note, note.id, text="aldrig modtaget")
    second.finalise(note)
    second.sync()
    second.session.device = own
    first.change(Note, note.id, text="skrevet videre")
    first.sync()
    second.sync()
    (refused,) = [item for item in undecided(second.session) if item.why == "quarantined"]
    keep_theirs(second.session, refused.id)
    assert undecided(second.session) == []
    second.sync()
    assert second.get(Note, note.id) == first.get(Note, note.id)
    second.finalise(note)
    second.sync()
    first.sync()
    assert first.get(Note, note.id).state is NoteState.FINAL
    assert first.get(Note, note.id).text == "skrevet videre"


def test_who_changed_the_same_is_named_with_when(clash):
    first, second, _, _ = clash
    (item,) = undecided(second.session)
    other = item.others["phone"]
    assert (other.user_id, other.name) == (first.session.user.id, "Mette")
    assert other.at is not None and other.at.tzinfo is not None
    (line,) = lines(second.session, item)
    assert (line.label, line.theirs, line.mine) == ("Telefon", "98 00 00 02", "98 00 00 03")
    assert line.other == other


def test_what_was_decided_and_undone_still_names_the_other(clash):
    _, second, _, _ = clash
    (item,) = undecided(second.session)
    undo(second.session, keep_theirs(second.session, item.id))
    (again,) = undecided(second.session)
    assert again.others == item.others


def test_why_the_central_refused_is_kept_with_it(clash):
    first, second, _, note = clash
    keep_theirs(second.session, undecided(second.session)[0].id)
    for laptop in (first, second):
        laptop.change(Note, note.id, text=f"af {laptop.session.device.id}")
        laptop.finalise(note)
        laptop.sync()
    (item,) = undecided(second.session)
    assert item.code == "sealed"
    labels = {line.label for line in lines(second.session, item)}
    assert "Tekst" in labels and not labels & {"Kontrolsum", "Underskrift", "Låst indhold"}
