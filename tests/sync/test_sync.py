"""The real sync service between stores and a central: nothing lost, nothing twice, nothing shown
that may not be seen.
"""

from dataclasses import replace

import pytest

from central.database import Database, default_url
from jobassist.errors import EnvironmentFault, PolicyDenied, UserError
from jobassist.records import Case, CaseAssignment, Citizen, Note, NoteState, Phrase, User
from jobassist.services import sync
from jobassist.sync.wire import Batch
from tests.fakes.central import FakeCentral
from tests.sync.laptop import Laptop, enrolled, new_laptop, standalone


def test_a_note_travels_to_a_colleague(central, new_store):
    _, code = central.new_user("Mette")
    mette = enrolled(central, code, new_store())
    citizen, case = mette.start_case()
    note = mette.draft(case)
    final = mette.finalise(note)
    counts = mette.sync()
    assert (counts.pushed, counts.quarantined) == (3, 0)
    colleague, code = central.new_user("Jonas", "company_consultant")
    central.grant(case.id, colleague)
    jonas = enrolled(central, code, new_store())
    jonas.sync()
    received = jonas.get(Note, note.id)
    assert received.state is NoteState.FINAL
    assert (received.text, received.sealed, received.hash) == (note.text, final.sealed, final.hash)
    assert jonas.get(Citizen, citizen.id).cpr == citizen.cpr
    assert {u.name for u in jonas.find(User)} >= {"Mette", "Jonas"}
    assert jonas.find(CaseAssignment)[0].user_id == colleague
    assert jonas.central.held("note").count == 1
    assert mette.waiting() == (0, 0, 0)


def test_syncing_again_moves_nothing(central):
    mette = new_laptop(central)
    mette.start_case()
    mette.sync()
    mette.sync()
    central.line.calls.clear()
    assert mette.sync() == sync.Counts()
    assert central.line.calls == ["manifest", "unchanged"]


def test_an_interrupted_pull_is_taken_up_again(central, new_store):
    mette = new_laptop(central)
    _, case = mette.start_case()
    mette.finalise(mette.draft(case))
    mette.sync()
    user, code = central.new_user("Jonas")
    central.grant(case.id, user)
    jonas = enrolled(central, code, new_store())
    central.line.answers_lost.append("page")
    with pytest.raises(EnvironmentFault):
        jonas.sync()
    jonas.sync()
    assert jonas.find(Note) and jonas.find(Case) and len(jonas.find(User)) == 2


@pytest.mark.parametrize("call", ["push", "manifest", "page"])
@pytest.mark.parametrize("way", ["requests_lost", "answers_lost"])
def test_whatever_is_lost_on_the_way_has_effect_once(central, call, way):
    mette = new_laptop(central)
    _, case = mette.start_case()
    mette.draft(case)
    getattr(central.line, way).append(call)
    with pytest.raises(EnvironmentFault, match=r"^sync\.unreachable$"):
        mette.sync()
    mette.sync()
    assert mette.central.held("note").count == 1
    assert mette.waiting() == (0, 0, 0)
    assert mette.find(Note)[0].rev == 1


def test_typing_goes_on_while_the_answer_is_lost(central):
    mette = new_laptop(central)
    _, case = mette.start_case()
    note = mette.draft(case, "et")
    central.line.answers_lost.append("push")
    with pytest.raises(EnvironmentFault):
        mette.sync()
    mette.change(Note, note.id, text="et to")
    mette.sync()
    mette.change(Note, note.id, text="et to tre")
    mette.sync()
    other = enrolled(central, central.new_code(mette.session.user.id))
    other.sync()
    assert other.get(Note, note.id).text == "et to tre"
    assert mette.waiting() == (0, 0, 0)


def test_drafts_are_seen_by_their_author_alone(central):
    mette, jonas = new_laptop(central), new_laptop(central, "Jonas")
    _, case = mette.start_case()
    note = mette.draft(case)
    mette.sync()
    central.grant(case.id, jonas.session.user.id)
    jonas.sync()
    assert jonas.find(Case) and not jonas.find(Note)
    second = enrolled(central, central.new_code(mette.session.user.id))
    second.sync()
    assert second.get(Note, note.id).text == note.text


def test_a_finalised_note_stays_with_the_author_and_reaches_the_case(central, new_store):
    code = central.new_user("Mette")[1]
    mette = enrolled(central, code, new_store())
    _, case = mette.start_case()
    note = mette.draft(case)
    mette.sync()
    second = enrolled(central, central.new_code(mette.session.user.id), new_store())
    second.sync()
    final = mette.finalise(note)
    mette.sync()
    second.sync()
    for laptop in (mette, second):
        assert laptop.get(Note, note.id).hash == final.hash
    assert second.get(Note, note.id).state is NoteState.FINAL


def test_two_authors_devices_merge_a_draft_by_lines(central, new_store):
    code = central.new_user("Mette")[1]
    mette = enrolled(central, code, new_store())
    _, case = mette.start_case()
    note = mette.draft(case, "indledning\nmidte\nslut")
    mette.sync()
    second = enrolled(central, central.new_code(mette.session.user.id), new_store())
    second.sync()
    mette.change(Note, note.id, text="indledning, ny\nmidte\nslut")
    second.change(Note, note.id, text="indledning\nmidte\nslut, ny")
    mette.sync()
    assert second.sync().merged == 1
    mette.sync()
    for laptop in (mette, second):
        assert laptop.get(Note, note.id).text == "indledning, ny\nmidte\nslut, ny"


def test_of_two_final_notes_of_one_draft_the_first_stands_everywhere(central, new_store):
    code = central.new_user("Mette")[1]
    first = enrolled(central, code, new_store())
    _, case = first.start_case()
    note = first.draft(case, "kladde")
    first.sync()
    second = enrolled(central, central.new_code(first.session.user.id), new_store())
    second.sync()
    for laptop, text in ((first, "først"), (second, "sidst")):
        laptop.change(Note, note.id, text=text)
        laptop.finalise(note)
    first.sync()
    assert second.sync().quarantined == 1
    assert second.get(Note, note.id).hash == first.get(Note, note.id).hash
    assert second.get(Note, note.id).text == "først"
    assert second.waiting() == (0, 0, 1)  # the other is kept


def test_different_fields_merge_and_the_same_field_is_a_conflict(central, new_store):
    code = central.new_user("Mette")[1]
    mette = enrolled(central, code, new_store())
    citizen, case = mette.start_case()
    mette.sync()
    user, code = central.new_user("Jonas")
    central.grant(case.id, user)
    jonas = enrolled(central, code, new_store())
    jonas.sync()
    mette.change(Citizen, citizen.id, phone="98 00 00 01")
    jonas.change(Citizen, citizen.id, email="a@example.dk")
    mette.sync()
    assert (jonas.sync().merged, jonas.waiting()) == (1, (0, 0, 0))
    mette.sync()
    assert mette.get(Citizen, citizen.id).email == "a@example.dk"
    mette.change(Citizen, citizen.id, phone="98 00 00 02")
    jonas.change(Citizen, citizen.id, phone="98 00 00 03")
    mette.sync()
    assert jonas.sync().conflicts == 1
    assert jonas.get(Citizen, citizen.id).phone == "98 00 00 02"  # the central's stands
    assert jonas.waiting() == (0, 1, 0)  # the other is kept


def test_losing_a_case_purges_it_and_keeps_unsent_work_aside(central, new_store):
    mette = new_laptop(central)
    citizen, case = mette.start_case()
    mette.finalise(mette.draft(case))
    mette.sync()
    user, code = central.new_user("Jonas")
    central.grant(case.id, user)
    jonas = enrolled(central, code, new_store())
    jonas.sync()
    jonas.draft(case, "sendt")
    jonas.sync()
    jonas.draft(case, "aldrig sendt")
    central.revoke(case.id, user)
    central.line.requests_lost.append("push")
    with pytest.raises(EnvironmentFault):
        jonas.sync()
    counts = jonas.sync()
    assert counts.purged >= 4 and counts.quarantined == 1
    assert not any(jonas.find(kind) for kind in (Case, Citizen, Note, CaseAssignment))
    assert jonas.waiting() == (0, 0, 1)
    fresh = enrolled(central, central.new_code(user))
    fresh.sync()
    assert not any(fresh.find(kind) for kind in (Case, Citizen, Note))
    assert mette.central.held("note").count == 1
    central.grant(case.id, user)
    jonas.sync()
    assert len(jonas.find(Note)) == 2  # the case's note, and the draft that had been sent
    assert jonas.get(Citizen, citizen.id) == replace(citizen, rev=1)


def test_a_manifest_that_is_short_by_mistake_purges_nothing(central):
    mette = new_laptop(central)
    _, case = mette.start_case()
    mette.sync()
    mette.sync()
    real = mette.central

    class Forgetful(type(real)):
        def manifest(self, etag):
            manifest, tag = real.manifest(None)
            return manifest.model_copy(update={"scopes": ()}), tag

    mette.central = Forgetful(real.database, real.database_url, real._token)
    assert mette.sync().purged == 0
    assert mette.get(Case, case.id)


def test_one_bad_operation_never_blocks_the_rest(central):
    mette, jonas = new_laptop(central), new_laptop(central, "Jonas")
    _, case = mette.start_case()
    mette.sync()
    central.grant(case.id, jonas.session.user.id, "reader")
    jonas.sync()
    jonas.change(Case, case.id, title="ikke tilladt")
    jonas.draft(case, "x" * 2_000_000)
    jonas.put(Phrase(id=case.id[:-4] + "0000", key="k", title="t", body="b"))
    counts = jonas.sync()
    assert (counts.pushed, counts.quarantined) == (1, 2)
    assert jonas.waiting() == (0, 0, 2)


def test_phrases_reach_everyone(central):
    mette, jonas = new_laptop(central), new_laptop(central, "Jonas")
    _, case = mette.start_case()
    mette.put(Phrase(id=case.id[:-4] + "0001", key="jn", title="Jobsamtale", body="Tekst æøå"))
    mette.sync()
    jonas.sync()
    assert jonas.find(Phrase)[0].body == "Tekst æøå"


def test_a_wiped_device_is_told_and_a_stranger_is_refused(central):
    mette = new_laptop(central)
    central.wipe(mette.session.device.id)
    with pytest.raises(PolicyDenied, match=r"^sync\.device_wiped$"):
        mette.sync()
    with pytest.raises(PolicyDenied, match=r"^sync\.not_enrolled$"):
        central.with_token("x").push(Batch(operations=()))


def test_a_standalone_store_is_adopted_with_its_work(central, new_store):
    session = standalone(new_store())
    before = session.user.id
    alone = Laptop(session, None)
    _, case = alone.start_case()
    note = alone.draft(case)
    final = alone.finalise(note)
    assert before in final.sealed
    user, code = central.new_user("Mette Holm")
    sync.enrol(session, central, code)
    assert (session.user.id, session.user.name) == (user, "Mette Holm")
    login = sync.login(session)
    assert login is not None
    alone.central = central.with_token(login.token)
    assert alone.sync().quarantined == 0
    stored = alone.get(Note, note.id)
    assert (stored.author_id, stored.sealed) == (user, final.sealed)
    assert alone.get(Case, case.id).coordinator_id == user
    assert [u.id for u in alone.find(User)] == [user]
    assert alone.central.held("note").count == 1


def test_enrolment_survives_a_lost_answer_and_refuses_a_used_code(central):
    session = standalone()
    _, code = central.new_user("Mette")
    central.line.answers_lost.append("enrol")
    with pytest.raises(EnvironmentFault):
        sync.enrol(session, central, code)
    assert sync.login(session) is None
    sync.enrol(session, central, f" {code.lower()} ")
    with pytest.raises(UserError, match=r"^sync\.bad_code$"):
        sync.enrol(standalone(), central, code)


def test_another_central_gets_no_say(central, tmp_path):
    mette = new_laptop(central)
    mette.start_case()
    mette.sync()
    url = default_url(tmp_path / "other")
    other = FakeCentral(Database(url), url)
    with pytest.raises(EnvironmentFault, match=r"^sync\.another_central$"):
        sync.enrol(mette.session, other, other.new_user("Falsk")[1])
    other.database.close()
    assert mette.find(Case) and sync.login(mette.session).url == central.url


def test_last_success_comes_from_acknowledgements_only(central):
    mette = new_laptop(central)
    assert sync.standing(mette.session).last_success is None
    mette.start_case()
    central.line.requests_lost.append("push")
    with pytest.raises(EnvironmentFault):
        mette.sync()
    assert sync.standing(mette.session) == sync.Standing(2, 0, None)
    mette.sync()
    standing = sync.standing(mette.session)
    assert standing.unsent == 0 and standing.last_success is not None
