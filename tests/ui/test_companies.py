"""The register, a workplace's card, visits, and candidates as a company may see them."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from jobassist.records import Attachment, CompanyVisit, JobOrder, OrderState, SupportMeasure
from jobassist.services import companies, consents, envelopes, forms, visits
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE, CITIZEN
from tests.services.signed import complete_form, sign_all
from tests.ui.test_conventions import _nameless
from tests.ui.visit import UNIT, profile
from tests.ui.visit_fixtures import house, work
from ui.companies.ask import AskDialog
from ui.companies.importing import ImportDialog
from ui.widgets.touch import RowButton

__all__ = ["house", "work"]


def all_texts(widget):
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.fixture
def card(work):
    work.go(Place("company", record_id=UNIT))
    return work.page


@pytest.fixture
def candidates(work, house):
    profile(house.session)
    work.go(Place("candidates", record_id=UNIT))
    return work.page


def test_companies_are_found_while_one_types(work):
    work.go(Place("companies"))
    page = work.page
    assert page.list.count() == 2
    page.search.setText("bådevræft")
    assert page.list.count() == 1
    assert "»bådeværft«" in page.corrected.text()
    page.search.setText("qqqqqqqq")
    assert page.stack.currentWidget() is page.nothing
    page.search.setText("9000000002")
    page.search.returnPressed.emit()
    assert work.place() == Place("company", record_id=companies.unit_id("9000000002"))
    work.go_back()
    assert work.place().page == "companies"


def test_an_empty_register_says_what_to_do(work):
    work.go(Place("companies"))
    work.page.show_found(companies.Found(()))
    assert work.page.stack.currentWidget() is work.page.no_register


def test_faults_of_a_register_file_are_told_line_by_line(work, house, tmp_path, qtbot):
    work.go(Place("companies"))
    dialog = ImportDialog(house.context, house.session, work.page)
    file = tmp_path / "register.csv"
    rows = "pnummer;cvr;navn;Antal ansatte;Farve\n9000000009;99001232;Nyt værft;7;blå\n"
    rows += "900;99001232;For kort;7;\n9000000008;99001232;Få;nogle få;\n"
    file.write_bytes(rows.encode("cp1252"))
    dialog.look_through(file)
    assert dialog.faults.item(0).text() == "Linje 3: P-nummer har ikke det rigtige antal cifre"
    assert dialog.faults.item(1).text() == "Linje 4: antal ansatte er ikke et tal"
    assert "Kolonner, der ikke bruges: Farve." in dialog.told.text()
    dialog.take_button.click()
    assert companies.find_unit(house.session, "9000000009").name == "Nyt værft"
    qtbot.waitUntil(lambda: dialog.progress.text() == "100 %")
    file.write_text("ingenting", encoding="utf-8")
    dialog.look_through(file)
    assert dialog.banner.text
    dialog.look_through(tmp_path / "ingen.csv")
    assert dialog.banner.text


def test_enter_leads_through_an_import_and_does_not_close_it(work, house, tmp_path, qtbot):
    work.go(Place("companies"))
    dialog = ImportDialog(house.context, house.session, work.page)
    assert dialog.focusWidget() is dialog.choose_button
    file = tmp_path / "register.csv"
    file.write_text("pnummer;cvr;navn\n9000000009;99001232;Nyt værft\n", encoding="utf-8")
    dialog.look_through(file)
    assert dialog.focusWidget() is dialog.take_button


def test_the_card_tells_free_places_by_the_law(card, house):
    assert card.free.heading.text() == "Plads til 4"
    with house.session.store.write() as tx:
        day = house.session.clock.now().date()
        visits.take_place(tx, UNIT, SupportMeasure.INTERNSHIP, day, None)
    card.refresh()
    assert card.free.heading.text() == "Plads til 3"
    shown = all_texts(card.free)
    assert "rimelighedskravet" in shown and "Reglen er usikker." in shown
    assert "Ida Dam, ejer" in all_texts(card.contacts)
    assert _nameless(card) == []


def answer(page, **given):
    dialog = page.findChildren(AskDialog)[-1]
    for key, text in given.items():
        dialog.controls[key].setText(text)
    dialog.do_button.click()
    return dialog


def test_a_job_order_leads_to_candidates_for_it(card, work, house):
    card.new_order()
    dialog = answer(card)
    assert dialog.wrong.text() == "Udfyld Stilling."
    answer(card, job_title="Bådebygger", hours="30,5", skills="lakering, slibning")
    with house.session.store.read() as tx:
        order = tx.find(JobOrder)[0]
    assert (order.weekly_minutes, order.skills) == (1830, ("lakering", "slibning"))
    card.order_list.findChildren(RowButton)[0].click()
    assert work.page.title_line.text() == "Bådebygger"
    assert work.page.hours.text() == "30,5"


def way(card, words):
    """The order list's button of those words; what was shown before goes a little later."""
    found = card.order_list.findChildren(QPushButton)
    return [one for one in found if one.text() == words][-1]


def test_a_job_order_is_changed_closed_taken_back_and_opened_again(card, work, house):
    visits.order_labour(house.session, UNIT, "Kok", weekly_minutes=1800, start_on=date(2026, 12, 1))

    def order():
        with house.session.store.read() as tx:
            return tx.find(JobOrder)[0]

    card.refresh()
    first = order()
    way(card, "Ret …").click()
    answer(card, job_title="Bager", hours="")
    assert order() == replace(first, job_title="Bager", weekly_minutes=None)
    before = order()
    way(card, "Luk …").click()
    dialog = card.findChildren(AskDialog)[-1]
    dialog.controls["outcome"].setPlainText("En af vores")
    dialog.do_button.click()
    assert order().state is OrderState.FILLED
    assert order().remarks.endswith("Besat: En af vores")
    assert order().remarks in all_texts(card.order_list)
    work.toast.undo()
    assert order() == before
    way(card, "Luk …").click()
    card.findChildren(AskDialog)[-1].do_button.click()
    way(card, "Genåbn").click()
    assert order().state is OrderState.OPEN
    assert _nameless(card) == []


def test_a_visit_shows_the_firms_orders_and_what_one_does_with_them(card, work, house, qtbot):
    card.new_visit()
    page = work.page
    assert "Ingen åbne jobordrer." in all_texts(page.order_list)
    qtbot.keyClicks(page.participants, "Ida")  # not saved yet
    page.new_order()
    answer(page, job_title="Kok")
    assert page.participants.text() == "Ida"
    assert way(page, "Ret …").accessibleName() == "Ret …: Kok"
    way(page, "Luk …").click()
    page.order_list.findChildren(AskDialog)[-1].do_button.click()
    assert way(page, "Genåbn")
    work.toast.undo()
    with house.session.store.read() as tx:
        order, visit = tx.find(JobOrder)[0], tx.find(CompanyVisit)[0]
    assert (order.state, order.visit_id, visit.participants) == (OrderState.OPEN, visit.id, "Ida")
    page.order_list.findChildren(RowButton)[-1].click()
    assert work.place() == Place("candidates", record_id=f"{UNIT}/{order.id}")


def test_a_visit_is_kept_as_it_is_written(card, work, house, qtbot, tmp_path):
    card.new_visit()
    page = work.page
    qtbot.keyClicks(page.participants, "Ida")
    page.labour_need.setPlainText("Én til lakering")
    qtbot.keyClicks(page.employees, "24")
    page.options["Løntilskud"].click()
    page.next_on.line.textEdited.emit("1.12.2026")
    page.save_all(lambda: None)
    with house.session.store.read() as tx:
        visit = tx.find(CompanyVisit)[0]
    assert (visit.participants, visit.labour_need, visit.employees) == (
        "Ida",
        "Én til lakering",
        24,
    )
    assert visit.options_offered == ("Løntilskud",)
    assert visit.next_contact_on.isoformat() == "2026-12-01"
    photo = tmp_path / "foto.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 4000)
    page.attach(photo)
    assert "Foto eller scan · 3 kB" in all_texts(page.files)
    assert "Foto eller scan" in all_texts(page.held)
    page.attach(tmp_path / "ingen.png")
    assert page.banner.text
    assert _nameless(page) == []


def test_what_a_visit_cannot_read_is_said_not_to_be_saved(card, work, house, qtbot):
    card.new_visit()
    page = work.page
    qtbot.keyClicks(page.employees, "ca. 9")
    assert "er ikke et tal" in page.saved.text()
    page.next_on.line.textEdited.emit("1.12")
    assert "skriv en hel dato" in page.saved.text()


def test_a_visit_tells_how_far_its_forms_have_come(card, work, house):
    card.new_visit()
    page = work.page
    assert page.forms.isHidden()
    visit = page.place().record_id
    form = complete_form(house.session)
    forms.start(
        house.session, "virksomhedsbesoeg", p_number="9000000001", started_from=f"visit:{visit}"
    )
    with house.session.store.write() as tx:
        tx.put(replace(form, id="f-visit", started_from=f"visit:{visit}"))
    sign_all(house.session, "f-visit")
    envelopes.seal(house.session, "f-visit")
    page.refresh()
    told = all_texts(page.forms).splitlines()
    assert {"Virksomhedspraktik", "Underskrevet", "Virksomhedsbesøg", "Kladde"} <= set(told)
    with house.session.store.sync() as tx:  # the central answers for everything ...
        for operation in tx.pending(1_000):
            tx.settle(operation.id, "applied", 1)
    with house.session.store.write() as tx:
        for file in tx.find(Attachment):
            tx.put(replace(file, held_at=house.session.clock.now()))
    page.refresh()
    assert "Hos kommunen" in all_texts(page.forms)
    page.forms.lines.itemAt(0).widget().click()
    assert work.place().page == "sealed" and "Hos kommunen" in work.page.about.text()


def test_a_cpr_number_is_stopped_in_a_visit(card, work):
    card.new_visit()
    work.page.labour_need.setPlainText("Til 710190-5678")
    work.page.save_all(lambda: None)
    assert "CPR" in work.page.banner.text
    work.page.labour_need.clear()


def test_candidates_are_labels_with_reasons_until_they_agree(candidates, house):
    page = candidates
    page.title_line.setText("bådebygger")
    page.search()
    shown = all_texts(page)
    assert CITIZEN.name not in shown and "K-" in shown
    assert "✓  Stilling: Bådebygger" in shown
    found = page.found.candidates[0]
    page.record_consent(found)
    asking = page.findChildren(AskDialog)[-1]
    assert f"Samtykke fra {found.profile.label}" in all_texts(asking)
    asking.do_button.click()
    assert CITIZEN.name in all_texts(page)
    assert len(consents.list_consents(house.session, found.profile.id)) == 1
    assert _nameless(page) == []


def test_whom_a_demand_leaves_out_is_said(candidates):
    candidates.title_line.setText("pilot")
    candidates.search()
    assert candidates.found.total == 0
    assert "1 er udeladt på grund af stilling." in candidates.sorted_by.text()


def test_the_company_sees_the_projection_and_nothing_else(candidates, qtbot):
    candidates.show_to_company(candidates.found.candidates[0].profile.id)
    screen = candidates.shown
    shown = all_texts(screen)
    assert "Har bygget to joller" in shown and "K-" in shown
    for hidden in (CITIZEN.name, CITIZEN.cpr, "tunge løft", CASE.number, "dagpenge"):
        assert hidden not in shown
    screen.close()
    assert screen.isVisible()
    screen.release()


def test_a_form_begins_from_a_candidate_who_agreed(candidates, work, house):
    found = candidates.found.candidates[0]
    unit = companies.find_unit(house.session, "9000000001")
    consents.record_consent(house.session, found.profile.id, company_id=unit.company_id, how="møde")
    candidates.search()
    candidates.start_form(candidates.found.candidates[0])
    values = work.page.saver.opened.filling.values
    assert (values["borger_navn"], values["stilling"]) == (CITIZEN.name, "Bådebygger")


def test_targets_are_big_enough_for_a_finger(card, work):
    from PySide6.QtWidgets import QLineEdit, QPushButton

    card.new_visit()
    for page in (card, work.page):
        for kind in (QPushButton, QLineEdit):
            for made in page.findChildren(kind):
                if made.isVisibleTo(page):
                    assert made.sizeHint().height() >= 44, made.accessibleName()


def test_the_next_contact_goes_to_the_calendar(card, house, work, tmp_path):
    visit = visits.begin(house.session, UNIT)
    with house.session.store.write() as tx:
        stored = tx.get(CompanyVisit, visit.id)
        tx.put(replace(stored, next_contact_on=date(2026, 12, 1)))
    card.refresh()
    card.save_entry_to(tmp_path / "aftale.ics")
    told = (tmp_path / "aftale.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20261201" in told
    assert card.card.unit.name[:20] in told
