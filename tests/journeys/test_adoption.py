"""A store that stood alone meets the central: what was there twice, and what IT changes later."""

from PySide6.QtCore import Qt

from central import care
from jobassist.ids import new_id
from jobassist.records import Case, Citizen, Company
from jobassist.services.cases import start_case
from jobassist.services.whereabouts import Place
from tests.journeys.conftest import PASSPHRASE
from tests.journeys.hands import Hands, enrol, stands_on
from tests.sync.laptop import enrolled
from ui import keys
from ui.shell.places import SYNC

ANDERS, BODIL, NEW_NUMBER = "7101905678", "6202905678", "6203751111"


def furnish(session, family_name="Mathiesen", company="Skagen Baadeværft", prefix="M"):
    for number, (cpr, given, family) in enumerate(
        ((ANDERS, "Anders", "Østergaard"), (BODIL, "Bodil", family_name)), 1
    ):
        citizen = Citizen(id=new_id(), cpr=cpr, given_name=given, family_name=family)
        start_case(session, citizen, f"{prefix}-{number}")
    with session.store.write() as tx:
        tx.put(Company(id=new_id(), cvr="99001232", name=company))


def citizen_of(session, cpr):
    with session.store.read() as tx:
        return tx.find(Citizen, cpr=cpr)[0]


def adopted(hands, work, central, code):
    """Enrolled from the foot of the window; what both knew is one, and what differed is shown."""
    hands.press(keys.CASES)
    yield lambda: work.cases.model.rowCount() == 2
    yield from enrol(hands, work, central, code)
    assert work.access_button.text() == "Mette Holm Nielsen"  # as the central knows her
    hands.press(keys.SYNC)  # with the dialog gone, the keys find the page
    yield lambda: stands_on() == "Søg i sager"
    yield lambda: work.cases.model.index(0).data(Qt.ItemDataRole.UserRole).coordinator is not None
    delegate = work.cases.list.itemDelegate()
    for row in range(2):
        assert delegate._coordinator(work.cases.model.index(row)) == "Du er tovholder"
    work.go(Place(SYNC))
    yield lambda: work.page.list.count() == 1
    row = work.page.list.item(0).data(Qt.ItemDataRole.UserRole)
    assert row.title == "Skagen Bådeværft"


def changed_by_it(hands, work, central, case_id, twins):
    """IT joins the two, then gives a new number and protects the address: the open case follows."""
    work.open_case(case_id)
    yield lambda: work.case_page and work.case_page.title == "Bodil Mathiesen"
    care.join(central.desk.database_url, *twins)
    hands.press(keys.SYNC)
    yield lambda: work.case_page.title == "Bodil Madsen"
    fields = {"cpr": NEW_NUMBER, "protected_address": True, "address": ""}
    care.change_citizen(central.desk.database_url, twins[0], fields)
    hands.press(keys.SYNC)
    yield lambda: work.case_page.file.citizen.protected_address
    assert work.case_page.file.citizen.cpr == NEW_NUMBER
    assert work.case_page.header.protected.isVisible()


def day(hands, window, central, code, lis):
    yield lambda: stands_on() == "Adgangssætning"
    hands.write(PASSPHRASE)
    hands.press("Return")
    yield lambda: window.work is not None and window.work.page is not None
    work = window.work
    yield from adopted(hands, work, central, code)
    session = window.session
    own = citizen_of(session, BODIL)
    with session.store.read() as tx:
        (case,) = tx.find(Case, citizen_id=own.id)
    twins = (citizen_of(lis.session, BODIL).id, own.id)
    yield from changed_by_it(hands, work, central, case.id, twins)
    hands.press(keys.LOCK)
    yield lambda: window.work is None


def test_a_store_that_stood_alone_is_taken_over_and_follows_it(furnished, open_window, central):
    lis = enrolled(central.desk, central.desk.new_user("Lis Dam")[1])
    furnish(lis.session, "Madsen", "Skagen Bådeværft", "L")
    lis.sync()
    house = furnished(furnish, test_persons=True)
    _, code = central.desk.new_user("Mette Holm Nielsen")
    opened = open_window(house)
    hands = Hands()
    hands.do(day(hands, opened.window, central, code, lis))
