"""The company register: found, carded, imported; visits and orders beside it."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.ports.clock import danish_day
from jobassist.records import (
    Company,
    CompanyVisit,
    OrderState,
    ProductionUnit,
    SupportMeasure,
    User,
)
from jobassist.services import (
    attaching,
    companies,
    company_card,
    job_orders,
    parts,
    register_import,
    visits,
)
from jobassist.services.form_facts import facts_for
from tests.fakes.session import fake_session

REGISTER = """pnummer;cvr;navn;virksomhed;postnr;by;branchekode;ansatte;offentlig
9000000001;99001232;Skagen Bådeværft;Nordlys A/S;9990;Skagen;331500;23;nej
9000000002;99001232;Bådens Kantine;Nordlys A/S;9990;Skagen;561110;4;nej
9000000003;99198966;Plejecenter Kattegat;;9900;Frederikshavn;871010;61;ja
"""


@pytest.fixture
def session():
    session = fake_session()
    made = register_import.take_in(session, register_import.read(REGISTER))
    assert (made.companies, made.units, made.unchanged) == (2, 3, 0)
    return session


def yard(session):
    return companies.find_unit(session, "9000000001")


@pytest.mark.parametrize(
    ("query", "found", "corrected"),
    [
        ("skagen båd", 2, None),
        ("99 00 12 32", 2, None),
        ("bådevræft", 1, "bådeværft"),
        ("plejcenter", 1, "plejecenter"),
        ("kattgat pleje", 1, "kattegat pleje"),
        ("qqqqqqq", 0, None),
        ("99001239", 0, None),
        ("", 3, None),
    ],
)
def test_a_workplace_is_found_though_a_letter_is_wrong(session, query, found, corrected):
    result = companies.search(session, query)
    assert (len(result.hits), result.corrected) == (found, corrected)


def test_numbers_lead_to_one_workplace_or_say_why_not(session):
    assert companies.find_unit(session, "9000000003").name == "Plejecenter Kattegat"
    assert companies.find_unit(session, "99198966").p_number == "9000000003"
    with pytest.raises(UserError, match=r"company\.several_units"):
        companies.find_unit(session, "99001232")
    with pytest.raises(UserError, match=r"company\.none"):
        companies.find_unit(session, "9999999999")


def test_a_register_that_comes_again_changes_what_changed(session):
    again = REGISTER.replace("Bådens Kantine", "Bådens Kro")
    made = register_import.take_in(session, register_import.read(again))
    assert (made.companies, made.units, made.unchanged) == (0, 1, 2)
    other = fake_session()
    register_import.take_in(other, register_import.read(REGISTER))
    assert yard(other).id == yard(session).id


def test_one_bad_row_and_nothing_is_taken_in():
    bad = REGISTER + "123;99001232;Kort;;;;;;\n9000000009;99001233;Forkert;;;;;;\n"
    bad += "9000000001;99001232;Dobbelt;;;;;;\n9000000010;99001232;;;;;;;\n"
    bad += "9000000011;99001232;Tal;;;;;mange;\n9000000012;99001232;Ja;;;;;;måske\n"
    checked = register_import.read(bad)
    assert [(b.line, b.column, b.why) for b in checked.bad] == [
        (5, "p_number", "digits"),
        (6, "cvr", "check_digit"),
        (7, "p_number", "twice"),
        (8, "name", "missing"),
        (9, "employees", "number"),
        (10, "is_public", "yes_or_no"),
    ]
    session = fake_session()
    with pytest.raises(UserError) as caught:
        register_import.take_in(session, checked)
    assert caught.value.params == {"count": 6, "line": 5}
    with session.store.read() as tx:
        assert tx.count(ProductionUnit) == tx.count(Company) == 0
    assert register_import.take_in(session, checked, without_bad=True).units == 3


def test_columns_are_mapped_and_json_is_read():
    rows = '[{"PNUM": 9000000001, "cvr": "99001232", "navn": "Æ", "årsværk": "7,5"}]'
    checked = register_import.read(rows, {"p_number": "PNUM"})
    assert checked.rows[0].full_time_hundredths == 750
    for text, columns, code in [
        (rows, {}, "register.lacks_column"),
        (rows, {"p_number": "PNR"}, "register.lacks_header"),
        (rows, {"p_number": "PNUM", "hat": "cvr"}, "register.unknown_column"),
        ("[1]", {}, "register.not_readable"),
        ("[{]", {}, "register.not_readable"),
        ("", {}, "register.empty"),
        ("pnummer;cvr;navn\n", {}, "register.empty"),
    ]:
        with pytest.raises(UserError) as caught:
            register_import.read(text, columns)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("header", "told", "read"),
    [
        ("Antal ansatte", "9", 9),
        ("antalAnsatte", "1.234", 1234),
        ("ANTAL_ANSATTE", "23,0", 23),
        ("Antal medarbejdere", "", None),
    ],
)
def test_the_headcount_of_a_register_is_what_a_form_begins_with(header, told, read):
    text = f"P-nummer;CVR nummer;Navn;{header};Fuldtid\n9000000001;99001232;Æ;{told};8,5\n"
    checked = register_import.read(text)
    assert (checked.rows[0].employees, checked.unused) == (read, ())
    session = fake_session()
    register_import.take_in(session, checked)
    facts = facts_for(session, p_number="9000000001")
    assert facts.get("company.employees") == read
    assert facts["company.full_time"] == 8.5


def test_columns_that_nothing_is_taken_from_are_told():
    text = "pnummer;cvr;navn;Farve;ansatte;antal ansatte; \n9000000001;99001232;Æ;blå;7;9;\n"
    checked = register_import.read(text)
    assert checked.rows[0].employees == 7
    assert checked.unused == ("Farve", "antal ansatte")


def test_a_missing_column_is_told_by_the_name_that_maps_it():
    text = "p-nr;firma;navn\n9000000001;99001232;Æ\n"
    columns = {"p_number": "p-nr"}
    with pytest.raises(UserError) as caught:
        register_import.read(text, columns)
    missing = caught.value.params["column"]
    assert missing == "cvr"
    assert "cvrnummer" in caught.value.params["known"]
    assert register_import.read(text, {**columns, missing: "firma"}).rows[0].cvr == "99001232"


def test_a_card_tells_of_all_colleagues_visits_and_who_is_there_now(session):
    unit, today = yard(session), danish_day(session.clock.now())
    soon = today + timedelta(days=9)
    visits.begin(session, unit.id, labour_need="To svejsere", next_contact_on=soon, employees=31)
    colleague = User(id="u-bo", name="Bo Lind")
    with session.store.write() as tx:
        tx.put(colleague)
        earlier = session.clock.now() - timedelta(days=40)
        tx.put(
            CompanyVisit(
                id="v-bo",
                unit_id=unit.id,
                company_id=unit.company_id,
                user_id=colleague.id,
                held_at=earlier,
            )
        )
        for start, end in ((-10, 10), (-30, -1), (5, 40), (-3, None)):
            last = None if end is None else today + timedelta(days=end)
            first = today + timedelta(days=start)
            visits.take_place(tx, unit.id, SupportMeasure.INTERNSHIP, first, last)
    order = visits.order_labour(session, unit.id, " Svejser ", count=2)
    visits.add_contact(session, unit.id, "Ida Dam", role="ejer")
    visits.add_contact(session, unit.id, "Per Ås", is_employee_rep=True)
    visits.add_contact(session, unit.id, "Gone", left_on=today)
    visits.agree(session, unit.id, "Rammeaftale")
    visits.agree(session, unit.id, "Udløbet", to_day=today - timedelta(days=1))

    card = company_card.open_card(session, unit.id)
    assert [(v.colleague, v.visit.labour_need) for v in card.visits] == [
        ("Mette Holm", "To svejsere"),
        ("Bo Lind", ""),
    ]
    assert (card.next_contact_on, len(card.places), card.orders) == (soon, 2, (order,))
    assert card.unit.ordinary_employees == 31
    assert [c.name for c in card.contacts] == ["Ida Dam"]
    assert [c.name for c in card.employee_reps] == ["Per Ås"]
    assert [a.title for a in card.agreements] == ["Rammeaftale"]
    assert [u.name for u in card.other_units] == ["Bådens Kantine"]
    assert company_card.measures_now(card)[SupportMeasure.INTERNSHIP] == 2
    assert card.free.taken == 2
    visits.save_order(session, order.id, state=OrderState.FILLED)
    assert company_card.open_card(session, unit.id).orders == ()


def test_an_older_headcount_does_not_stand_over_a_newer(session):
    unit = yard(session)
    visits.begin(session, unit.id, employees=31)
    long_ago = session.clock.now() - timedelta(days=400)
    visits.begin(session, unit.id, employees=7, held_at=long_ago)
    assert yard(session).ordinary_employees == 31
    register_import.take_in(session, register_import.read(REGISTER))
    assert yard(session).ordinary_employees == 31


def test_a_visit_names_no_citizen_and_is_its_authors(session):
    unit = yard(session)
    with pytest.raises(UserError, match=r"visit\.cpr"):
        visits.begin(session, unit.id, agreements="Ring om 710190-5678")
    visit = visits.begin(session, unit.id)
    with pytest.raises(UserError, match=r"visit\.cpr"):
        visits.save(session, visit.id, labour_need="7101905678")
    with pytest.raises(UserError, match=r"visit\.cpr"):
        visits.order_labour(session, unit.id, "Kok", remarks="710190 5678")
    assert visits.save(session, visit.id, labour_need="Kok").labour_need == "Kok"
    session.user = User(id="u-bo", name="Bo Lind")
    with pytest.raises(PolicyDenied, match=r"visit\.not_author"):
        visits.save(session, visit.id, labour_need="Tjener")


def test_a_job_order_is_closed_with_its_day_and_outcome_and_opened_again(session):
    unit, today = yard(session), danish_day(session.clock.now())
    order = visits.order_labour(session, unit.id, "Kok", remarks="Helst nu")
    ahead = today + timedelta(days=1)
    for state, told, code in [
        (OrderState.FILLED, {"on": ahead}, "order.day_ahead"),
        (OrderState.FILLED, {"outcome": "710190 5678"}, "visit.cpr"),
    ]:
        with pytest.raises(UserError, match=code):
            job_orders.close_order(session, order.id, state, **told)
    day = today - timedelta(days=2)
    closed = job_orders.close_order(
        session, order.id, OrderState.FILLED, on=day, outcome="En\naf vores"
    )
    assert closed.remarks == f"Helst nu\n{day:%d-%m-%Y} Besat: En af vores"
    assert visits.list_orders(session) == []
    assert job_orders.closed_orders(session, unit_id=unit.id) == [closed]
    with pytest.raises(UserError, match=r"order\.closed"):
        job_orders.close_order(session, order.id, OrderState.WITHDRAWN)
    again = job_orders.reopen_order(session, order.id)
    assert job_orders.last_line(again) == f"{today:%d-%m-%Y} Genåbnet"
    assert visits.list_orders(session) == [again]
    with pytest.raises(UserError, match=r"order\.open"):
        job_orders.reopen_order(session, order.id)
    with pytest.raises(UserError, match=r"order\.no_title"):
        visits.save_order(session, order.id, job_title=" ")


def test_what_was_promised_is_told_in_its_order(session):
    unit, today = yard(session), date(2026, 11, 20)
    for days in (9, 2, 40):
        visits.begin(session, unit.id, next_contact_on=today + timedelta(days=days))
    visits.begin(session, unit.id)
    due = visits.promised(session, today + timedelta(days=14))
    assert [v.next_contact_on.day for v in due] == [22, 29]


def test_photos_are_kept_by_what_they_are(session):
    visit = visits.begin(session, yard(session).id)
    picture = b"\x89PNG\r\n\x1a\n" + b"x" * 100_000
    made = attaching.attach_to_visit(session, visit.id, io.BytesIO(picture), "Værkstedet")
    assert (made.media, made.size) == ("image/png", len(picture))
    assert b"".join(session.attachments.read(made.sha256)) == picture
    assert attaching.attachments_of(session, f"visit:{visit.id}") == [made]
    with pytest.raises(UserError, match=r"attachment\.unknown_kind"):
        attaching.attach_to_visit(session, visit.id, io.BytesIO(b"MZ\x90"), "")
    with pytest.raises(UserError, match=r"attachment\.unknown_kind"):
        attaching.attach_to_visit(session, visit.id, io.BytesIO(b""), "")


def test_a_file_that_never_ends_is_refused(session, monkeypatch):
    monkeypatch.setattr(attaching, "MOST_BYTES", 1_000)
    visit = visits.begin(session, yard(session).id)
    with pytest.raises(UserError, match=r"attachment\.too_large"):
        attaching.attach_to_visit(session, visit.id, io.BytesIO(b"%PDF-" + b"x" * 2_000), "")


def test_the_page_says_what_the_central_has(session):
    visit = visits.begin(session, yard(session).id)
    file = attaching.attach_to_visit(session, visit.id, io.BytesIO(b"%PDF-1"), "Skilt")
    order = visits.order_labour(session, visit.unit_id, "Kok", visit_id=visit.id)
    told = parts.of_visit(session, visit)
    assert [(p.name, p.held) for p in told] == [
        ("company_visit", False),
        ("job_order", False),
        ("Skilt", False),
    ]
    with session.store.sync() as tx:
        for operation in tx.pending(100):
            tx.settle(operation.id, "applied", 1)
    with session.store.read() as tx:
        visit = tx.get(CompanyVisit, visit.id)
    held = {p.record_id: p.held for p in parts.of_visit(session, visit)}
    assert held == {visit.id: True, order.id: True, file.id: False}
    visits.save(session, visit.id, agreements="Ændret")
    with session.store.read() as tx:
        visit = tx.get(CompanyVisit, visit.id)
    assert not parts.of_visit(session, visit)[0].held
    with session.store.write() as tx:
        tx.put(replace(file, held_at=session.clock.now()))
    assert parts.of_visit(session, visit)[2].held


def test_an_import_tells_how_much_is_done(session):
    rows = "".join(f"9{n:09};99001232;Sted {n}\n" for n in range(250))
    text = f"pnummer;cvr;navn\n{rows}"
    read, written = [], []
    checked = register_import.read(text, on_progress=read.append)
    register_import.take_in(session, checked, on_progress=written.append)
    for told in (read, written):
        assert told == sorted(told) and len(told) == 100 and told[-1] == 1.0
