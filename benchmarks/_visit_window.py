"""A consultant's hand on a real window: pointer and keys come from the X server, by xdotool.

Started by `benchmarks.visit` with a display of its own. The window, the store and its encryption
are the product's. One line of JSON tells what the hand did.
"""

import json
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QListWidget, QWidget

from benchmarks._window import as_a
from jobassist.bootstrap import build
from jobassist.records import ProductionUnit
from jobassist.services.cases import list_cases
from jobassist.services.phrases import import_standard_texts
from jobassist.services.seed import seed
from ui import visit_shots
from ui.app import application
from ui.companies.card_page import CompanyPage
from ui.companies.new_form import NewFormDialog
from ui.companies.page import CompaniesPage
from ui.context import Context
from ui.forms.box import FieldBox
from ui.forms.choosing import FewControl, PeriodControl
from ui.forms.control import DateControl, TextControl
from ui.forms.page import FormPage
from ui.forms.saver import FormSaver
from ui.jobs import Jobs
from ui.language import apply_language
from ui.signing.pad import SignaturePad
from ui.signing.page import SigningPage
from ui.signing.party_screen import PartyScreen
from ui.signing.sealed_page import SealedPage
from ui.theme.apply import apply_theme
from ui.window import MainWindow
from ui.work import Work

T = TypeVar("T")

_PATIENCE = 30.0
_POLL = 0.02
_AT_END = "to sign"  # instead of a field
_TEXTS = {
    "timer": "30",
    "daglige_tider": "8-14 alle hverdage",
    "stilling": "Baadebygger",
    "opgaver": "Slibe og lakere joller.",
    "formaal_tekst": "Afklare om arbejdet kan blive et jobmaal.",
    "sikkerhedsinstruktion": "Maskiner og vaernemidler gennemgaas den foerste dag.",
}
_CHOICES: dict[str, Any] = {
    "selvfunden": False,
    "tidligere_ansat": False,
    "formaal": "afklaring",
    "har_skaanehensyn": False,
    "rep_bekraefter": True,
    "saesonarbejde": False,
    "erklaering_fortraengning": True,
}


class _Asked(QObject):
    """Runs what the hand asks for in the UI thread."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(lambda call: call())

    def __call__(self, look: Callable[[], T]) -> T:
        answer: SimpleQueue[T] = SimpleQueue()
        self.asked.emit(lambda: answer.put(look()))
        return answer.get(timeout=_PATIENCE)


class Hand:
    """Points, presses, types and draws; counts each by its kind."""

    def __init__(self, ui: _Asked) -> None:
        self.ui = ui
        self.counts: Counter[str] = Counter()

    def wait(self, until: Callable[[], T | None], what: str) -> T:
        """Look until it is so; what was seen then."""
        end = time.monotonic() + _PATIENCE
        while not (seen := self.ui(until)):
            if time.monotonic() > end:
                raise TimeoutError(what)
            threading.Event().wait(_POLL)
        return seen

    def click(self, find: Callable[[], QWidget | None], what: str) -> None:
        """Press in the middle of a widget that can be seen; scroll to it if it cannot."""
        self.wait(lambda: (w := find()) is not None and w.isVisible() and w.isEnabled(), what)
        at = self.wait(lambda: _seen(find()), what)
        _x("mousemove", str(at.x()), str(at.y()), "click", "1")
        self.counts["presses"] += 1

    def click_at(self, at: Callable[[], QPoint | None], what: str) -> None:
        """Press at a point."""
        point = self.wait(at, what)
        _x("mousemove", str(point.x()), str(point.y()), "click", "1")
        self.counts["presses"] += 1

    def type(self, text: str, end: str = "") -> None:
        """Write freely; `end` is the key that ends it."""
        _x("type", "--delay", "4", text)
        self.counts["characters"] += len(text)
        if end:
            _x("key", end)
            self.counts["ends_of_texts"] += 1

    def key(self, key: str) -> None:
        """Press a key that writes nothing."""
        _x("key", key)
        self.counts["keys"] += 1

    def stroke(self, pad: Callable[[], QWidget | None]) -> None:
        """Draw one line with the button held."""
        self.wait(lambda: (w := pad()) is not None and w.isVisible() and w.width() > 100, "pad")
        corner, size = self.ui(lambda: (pad().mapToGlobal(QPoint(0, 0)), pad().size()))  # type: ignore[union-attr]
        points = [
            (
                corner.x() + size.width() // 6 + step * size.width() // 30,
                corner.y() + size.height() // 2 + (-1) ** step * size.height() // 5,
            )
            for step in range(16)
        ]
        moves = [word for x, y in points for word in ("mousemove", str(x), str(y))]
        _x(*moves[:3], "mousedown", "1", *moves[3:], "mouseup", "1")
        self.counts["strokes"] += 1


def _x(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True)


def _seen(widget: QWidget | None) -> QPoint | None:
    """The middle of a widget on the screen, if all of it can be seen."""
    if widget is None:
        return None
    shown: QRect = widget.visibleRegion().boundingRect()
    if shown.height() < min(widget.height(), 30):
        return None
    return widget.mapToGlobal(shown.center())


def _journey(window: MainWindow, name: str, hand: Hand) -> dict[str, Any]:
    work = as_a(Work, window.work)

    def companies() -> CompaniesPage:
        return as_a(CompaniesPage, work.page)

    def company() -> CompanyPage:
        return as_a(CompanyPage, work.page)

    def form() -> FormPage:
        return as_a(FormPage, work.page)

    def sealed() -> SealedPage:
        return as_a(SealedPage, work.page)

    def dialog() -> NewFormDialog | None:
        found = [d for d in company().findChildren(NewFormDialog) if d.isVisible()]
        return found[0] if found else None

    def found_by(search: Callable[[NewFormDialog], bool]) -> bool:
        return (shown := dialog()) is not None and search(shown)

    hand.click(lambda: work.rail.buttons["companies"], "rail")
    hand.wait(
        lambda: work.place().page == "companies" and companies().search.hasFocus(), "companies"
    )
    hand.type("skagen b")
    hand.wait(lambda: 0 < companies().list.count() <= 2, "found")
    hand.click_at(lambda: _first_of(companies().list), "company")
    hand.wait(lambda: work.place().page == "company" and company().card, "card")
    hand.click(lambda: company().form_button, "new form")
    hand.wait(lambda: found_by(lambda d: d.list.count() > 0 and d.search.hasFocus()), "dialog")
    hand.type(name)
    hand.wait(lambda: found_by(lambda d: d.list.count() == 1), "citizen")
    hand.click_at(lambda: _first_of(shown.list) if (shown := dialog()) else None, "citizen")
    hand.wait(lambda: work.place().page == "form" and form().saver, "form")
    _fill_in(form, hand)
    hand.click(lambda: form().sign_button, "to sign")
    _sign(work, hand)
    envelope = hand.wait(
        lambda: sealed().envelope if work.place().page == "sealed" else None, "sealed"
    )
    hand.ui(lambda: sealed().prove())
    verdict = hand.wait(lambda: sealed().verdict.text(), "verdict")
    return {"verdict": verdict, "root": envelope.root}


def _first_of(list_: QListWidget) -> QPoint | None:
    """The middle of the first row on the screen, once there is one."""
    if not list_.count() or not list_.isVisible():
        return None
    return list_.viewport().mapToGlobal(list_.visualItemRect(list_.item(0)).center())


def _fill_in(page: Callable[[], FormPage], hand: Hand) -> None:
    done: set[str] = set()

    def next_field() -> str | None:
        if page().sign_button.hasFocus():
            return _AT_END
        key = page().current if as_a(FormSaver, page().saver).is_idle else ""
        return key if key not in done else None

    while (key := hand.wait(next_field, "next field")) != _AT_END:
        _fill(page, key, hand)
        done.add(key)
        hand.wait(partial(_is_past, page, key), key)


def _is_past(page: Callable[[], FormPage], key: str) -> bool:
    return page().current != key or page().sign_button.hasFocus()


def _fill(page: Callable[[], FormPage], key: str, hand: Hand) -> None:
    control = hand.ui(lambda: as_a(FieldBox, page().box(key)).control)
    if key in _CHOICES:
        hand.click(lambda: as_a(FewControl, control).buttons[_CHOICES[key]], key)
    elif key == "periode":
        hand.click(lambda: as_a(PeriodControl, control).weeks[4], key)
    elif key == "rep_hoert_den":
        hand.click(lambda: as_a(DateControl, control).day.today_button, key)
    else:
        hand.type(_TEXTS[key], "ctrl+Return" if isinstance(control, TextControl) else "Return")


def _sign(work: Work, hand: Hand) -> None:
    def turned() -> PartyScreen | None:
        return work.page.turned if isinstance(work.page, SigningPage) else None

    def screen() -> PartyScreen:
        return as_a(PartyScreen, turned())

    def is_for(role: str) -> bool:
        shown = turned()
        return shown is not None and shown.role == role and shown.shown.isVisible()

    for role in ("employer", "employee_rep", "citizen", "consultant"):
        hand.wait(partial(is_for, role), role)
        hand.stroke(lambda: screen().pad)
        hand.wait(lambda: as_a(SignaturePad, screen().pad).is_signature, "ink")
        hand.click(lambda: screen().sign_button, "sign")
        if role == "employee_rep":
            hand.wait(lambda: screen().waiting.isVisible(), "hand over")
            hand.click(lambda: screen().go_button, "hand over")
        elif role == "citizen":
            hand.wait(lambda: screen().waiting.isVisible(), "hand back")
            hand.key("ctrl+shift+t")


def main() -> None:
    """Set the house up, let the hand do its work, tell what it did."""
    app = application()
    with TemporaryDirectory() as folder:
        (Path(folder) / "settings.json").write_text('{"test_persons": true}', encoding="utf-8")
        house = build(Path(folder))
        session, _key = house.create("kun til denne måling", "Mette Holm")
        import_standard_texts(session)
        seed(session, cases=12, notes=1, seed=7)
        card = next(one for one in list_cases(session) if one.citizen.name.isascii())
        visit_shots.furnish(session, card.case.id)
        with session.store.write() as tx:
            unit = tx.get(ProductionUnit, visit_shots.UNIT)
            tx.put(replace(unit, ordinary_employees=23, full_time_hundredths=2150))
        apply_language(app, "da")
        apply_theme(app, "light")
        jobs = Jobs()
        window = MainWindow(Context(house, house.settings, jobs))
        window.setGeometry(0, 0, *visit_shots.SIZE)
        window.show()
        window.start_work(session)
        window.activateWindow()
        hand, told = Hand(_Asked()), {}

        def run() -> None:
            began = time.monotonic()
            try:
                told.update(_journey(window, card.citizen.name, hand))
            except (TimeoutError, Empty) as missing:  # Empty: a look of the UI thread failed
                at = hand.ui(lambda: window.work.place().page if window.work else "")
                told.update(failed=str(missing), at=at)
            told.update(hand.counts, seconds=round(time.monotonic() - began, 1))
            hand.ui(app.quit)

        threading.Thread(target=run, daemon=True).start()
        app.exec()
        print(json.dumps(told), flush=True)
        window.work = None
        jobs.close()
        house.lock()


if __name__ == "__main__":
    main()
