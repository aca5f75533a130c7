from dataclasses import replace

from jobassist.ports.stored import Incoming
from jobassist.records.plain import to_plain
from jobassist.services.following import changes_in
from tests.fakes.session import CASE
from ui.cases.news import CaseNews


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
