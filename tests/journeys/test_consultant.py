"""A company consultant's visit: from the register to a sealed form, then sent."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from jobassist.envelope.verify import verify
from jobassist.ids import new_id
from jobassist.records import Citizen, CompanyVisit, Envelope, Form, FormState
from jobassist.services import envelopes
from jobassist.services.candidates import make_profile
from jobassist.services.cases import start_case
from jobassist.services.phrases import import_standard_texts
from tests.journeys.conftest import PASSPHRASE
from tests.journeys.hands import Hands
from tests.sync.laptop import enrolled
from tests.ui import visit as form
from ui import keys

ROLES = ("employer", "employee_rep", "citizen", "consultant")


def furnish(session):
    import_standard_texts(session)
    form.furnish(session)
    citizen = Citizen(
        id=new_id(),
        cpr="7101905678",
        given_name="Anders",
        family_name="Østergaard",
        benefit="dagpenge",
        target_group="LAB6-1",
    )
    case = start_case(session, citizen, "S-2026-0001")
    make_profile(session, case.id, job_titles=("Bådebygger",), skills=("lakering",))


def visit(hands, work):
    """From the register to the visit, and what was said there."""
    hands.press(keys.COMPANIES)
    yield lambda: work.place().page == "companies" and work.page.search.hasFocus()
    hands.write("skagen båd")
    yield lambda: first_row(work.page.list) == "Skagen Bådeværft"
    hands.press("Return")
    yield lambda: work.place().page == "company" and work.page.card is not None
    hands.press(keys.NEW_NOTE)
    yield lambda: work.place().page == "visit" and work.page.visit is not None
    yield work.page.participants.hasFocus
    hands.write("Ida Dam")
    yield from hands.tab_to("Behov for arbejdskraft")
    hands.write("En til at slibe og lakere")


def first_row(rows):
    """What stands first in a list that changes while one types."""
    return rows.item(0).data(Qt.ItemDataRole.UserRole).title if rows.count() else ""


def candidate(hands, work):
    """Who might do it; they have agreed to be named here; the form begins with what is known."""
    yield from hands.push("Find kandidater")
    yield lambda: work.place().page == "candidates" and work.page.found is not None
    (found,) = work.page.found.candidates
    label = found.profile.label
    assert not found.name, "nobody is named before they agreed"
    yield from hands.push(f"Samtykke …: {label}")
    yield from hands.push("Gem")
    yield lambda: work.page.found.candidates[0].name
    yield from hands.push(f"Begynd praktikblanket: {label}")
    yield lambda: work.place().page == "form" and work.page.saver is not None


def signed(hands, work):
    """Filled in, and signed by each in their turn on the turned screen."""
    page = work.page
    form.fill_in(page)
    yield lambda: page.saver.is_idle
    assert [p.field for p in page.saver.opened.filling.problems() if p.blocks] == []
    hands.press(keys.FINALISE)
    yield lambda: work.place().page == "signing"
    signers = work.page
    for role in ROLES:
        yield (lambda r=role: form.is_turned_to(signers, r))
        screen = signers.turned
        form.draw(screen.pad)
        screen.sign_button.click()
        if role == "employee_rep":
            yield screen.waiting.isVisible
            screen.go_button.click()
        elif role == "citizen":
            yield screen.waiting.isVisible
            screen.release()
    yield lambda: work.place().page == "sealed"


def day(hands, opened):
    """Unlock, visit, candidate, form, signatures, seal."""
    window = opened.window
    yield lambda: QGuiApplication.focusWindow() is not None
    hands.write(PASSPHRASE)
    hands.press("Return")
    yield lambda: window.work is not None and window.work.page is not None
    work = window.work
    yield from visit(hands, work)
    yield from candidate(hands, work)
    yield from signed(hands, work)
    assert work.status.state.state == "not_enrolled"  # nothing of all this needed a network


def test_from_the_visit_to_the_seal(tmp_path, furnished, open_window, central, qtbot):
    house = furnished(furnish, test_persons=True)
    opened = open_window(house)
    hands = Hands()
    hands.do(day(hands, opened))
    session = opened.window.session
    with session.store.read() as tx:
        (sealed,) = tx.find(Form)
    user, code = central.desk.new_user("Mette Holm", "company_consultant")
    house.enrol(central.url, code)
    house.sync_once()

    other = enrolled(central.desk, central.desk.new_code(user))
    other.sync()
    (arrived,) = other.find(Form)
    assert (arrived.id, arrived.state) == (sealed.id, FormState.SIGNED)
    (envelope,) = other.find(Envelope)
    assert verify(envelopes.export(session, envelope.id)).root == envelope.root
    (held,) = other.find(CompanyVisit)
    assert (held.participants, held.labour_need) == ("Ida Dam", "En til at slibe og lakere")
