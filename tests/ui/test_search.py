from dataclasses import replace

from jobassist.services.notes import new_draft
from tests.fakes.session import CASE, CITIZEN


def test_hits_say_whose_note_it_is(window, house, qtbot):
    with house.session.store.write() as tx:
        other = replace(CITIZEN, id="b-2", cpr="6202905678", given_name="Bente")
        tx.put(other)
        tx.put(replace(CASE, id="c-2", number="S-2026-0002", citizen_id=other.id))
    for case_id in (CASE.id, "c-2"):
        new_draft(house.session, case_id, "Jobsamtale om praktik.")
    search = window.work.search
    search.begin()
    qtbot.keyClicks(search.palette.field, "praktik")
    rows = [search.palette.list.item(i).text() for i in range(search.palette.list.count())]
    assert len(rows) == 2
    for name, number in ((CITIZEN.name, CASE.number), (other.name, "S-2026-0002")):
        (row,) = [each for each in rows if each.startswith(f"{name} · {number}\n")]
        assert row.endswith("Jobsamtale om praktik.")
