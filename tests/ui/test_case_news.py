from dataclasses import replace

from PySide6.QtWidgets import QLabel

from jobassist.ports.stored import Incoming
from jobassist.records.plain import to_plain
from jobassist.services import overruled
from jobassist.services.following import changes_in
from jobassist.services.kept import undecided
from jobassist.sync.wire import OtherValue, Row
from tests.fakes.session import CASE, JONAS
from ui.cases.news import CaseNews
from ui.syncing.page import SyncPage

OPERATION = "01920000-0000-7000-8000-0000000000b1"


def test_what_is_new_is_said_and_put_aside_with_one_press(house, qtbot):
    news = CaseNews(house.context, house.session, CASE.id)
    qtbot.addWidget(news)
    news.refresh()
    assert news.text == ""
    for rev, title in ((1, ""), (2, "Ny titel")):
        with house.session.store.sync() as tx:
            row = Incoming("case", CASE.id, rev, to_plain(replace(CASE, title=title)))
            tx.apply(f"case:{CASE.id}", [row], rev)
            tx.complete(f"case:{CASE.id}")
    news.refresh()
    assert news.text == "Nyt, siden du sidst så sagen: Sag: Titel"
    news._put_aside()
    assert news.text == "" and changes_in(house.session, CASE.id) == []


def told_of_another_value(house) -> None:
    """The central says with the case's row what Jonas wrote where Mette's value stands."""
    wrote = OtherValue.model_construct(
        operation=OPERATION,
        field="title",
        value="Jonas' titel",
        by=JONAS.id,
        at="2026-11-20T08:00:00.000Z",
    )
    row = Row.model_construct(seq=1, kind="case", id=CASE.id, rev=1, fields={}, others=(wrote,))
    with house.session.store.sync() as tx:
        overruled.take_in(tx, [row])


def test_what_a_colleague_wrote_instead_is_told_where_ones_own_stands(house, qtbot):
    told_of_another_value(house)
    news = CaseNews(house.context, house.session, CASE.id)
    qtbot.addWidget(news)
    news.refresh()
    assert news.text.startswith("En kollega skrev noget andet; dit gælder: Sag: Titel (Jonas")
    news._put_aside()
    assert news.text == "" and undecided(house.session) == []


def test_the_sync_page_shows_it_beside_ones_own_and_there_is_nothing_to_choose(house, qtbot):
    told_of_another_value(house)
    page = SyncPage(house.context, house.session)
    qtbot.addWidget(page)
    page.show()
    words = " ".join(found.text() for found in page.comparison.findChildren(QLabel))
    assert "En kollega skrev noget andet her. Det, du skrev, gælder." in words
    assert "Kollegaen skrev" in words and "Jonas" in words and "Jonas' titel" in words
    assert not page.comparison.mine_button.isVisible()
    page.decide(mine=False)
    assert page.list.count() == 0 and undecided(house.session) == []
    page.take_back()
    assert page.list.count() == 1
