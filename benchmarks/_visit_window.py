"""A consultant's hand on a real window: pointer and keys come from the X server, by xdotool.

Started by `benchmarks.visit` with a display of its own. The window, the store and its encryption
are the product's. One line of JSON tells what the hand did.
"""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from jobassist.bootstrap import build
from jobassist.records import ProductionUnit
from jobassist.services.cases import list_cases
from jobassist.services.phrases import import_standard_texts
from jobassist.services.seed import seed
from ui import visit_shots
from ui.app import application
from ui.companies.new_form import NewFormDialog
from ui.context import Context
from ui.jobs import Jobs
from ui.language import apply_language
from ui.theme.apply import apply_theme
from ui.window import MainWindow

_PATIENCE = 30.0
_POLL = 0.02
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

    def __call__(self, look: Callable[[], Any]) -> Any:
        answer: SimpleQueue[Any] = SimpleQueue()
        self.asked.emit(lambda: answer.put(look()))
        return answer.get(timeout=_PATIENCE)


class Hand:
    """Points, presses, types and draws; counts each by its kind."""

    def __init__(self, ui: _Asked) -> None:
        self.ui = ui
        self.counts: Counter[str] = Counter()

    def wait(self, until: Callable[[], Any], what: str) -> Any:
        """Look until it is so."""
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

    def click_at(self, at: Callable[[], QPoint], what: str) -> None:
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
    work = window.work
    assert work is not None

    def page() -> Any:
        return work.page

    hand.click(lambda: work.rail.buttons["companies"], "rail")
    hand.wait(lambda: work.place().page == "companies" and page().search.hasFocus(), "companies")
    hand.type("skagen b")
    hand.wait(lambda: 0 < page().list.count() <= 2, "found")

    def first_of(list_: Any) -> QPoint | None:
        if not list_.count() or not list_.isVisible():
            return None
        return list_.viewport().mapToGlobal(list_.visualItemRect(list_.item(0)).center())  # type: ignore[no-any-return]

    hand.click_at(lambda: first_of(page().list), "company")
    hand.wait(lambda: work.place().page == "company" and page().card, "card")
    hand.click(lambda: page().form_button, "new form")

    def dialog() -> Any:
        found = [d for d in page().findChildren(NewFormDialog) if d.isVisible()]
        return found[0] if found else None

    hand.wait(lambda: dialog() and dialog().list.count() and dialog().search.hasFocus(), "dialog")
    hand.type(name)
    hand.wait(lambda: dialog().list.count() == 1, "citizen")
    hand.click_at(lambda: first_of(dialog().list), "citizen")
    hand.wait(lambda: work.place().page == "form" and page().saver, "form")
    _fill_in(page, hand)
    hand.click(lambda: page().sign_button, "to sign")
    _sign(work, hand)
    hand.wait(lambda: work.place().page == "sealed" and page().envelope, "sealed")
    hand.ui(page().prove)
    verdict = hand.wait(lambda: page().verdict.text(), "verdict")
    return {"verdict": verdict, "root": hand.ui(lambda: page().envelope.root)}


def _fill_in(page: Callable[[], Any], hand: Hand) -> None:
    done: set[str] = set()
    while True:
        here = hand.wait(
            lambda: (
                page().sign_button.hasFocus()
                or (page().saver.is_idle and page().current not in done and page().current)
            ),
            "next field",
        )
        if here is True:
            return
        key = str(here)
        control = hand.ui(lambda key=key: page().box(key).control)
        if key in _CHOICES:
            hand.click(lambda c=control, k=key: c.buttons[_CHOICES[k]], key)
        elif key == "periode":
            hand.click(lambda c=control: c.weeks[4], key)
        elif key == "rep_hoert_den":
            hand.click(lambda c=control: c.day.today_button, key)
        else:
            many = hand.ui(lambda c=control: hasattr(c, "text"))
            hand.type(_TEXTS[key], "ctrl+Return" if many else "Return")
        done.add(key)
        hand.wait(lambda key=key: page().current != key or page().sign_button.hasFocus(), key)


def _sign(work: Any, hand: Hand) -> None:
    def screen() -> Any:
        return work.page.turned

    for role in ("employer", "employee_rep", "citizen", "consultant"):
        hand.wait(
            lambda r=role: screen() and screen().role == r and screen().shown.isVisible(), role
        )
        hand.stroke(lambda: screen().pad)
        hand.wait(lambda: screen().pad.is_signature, "ink")
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
            except TimeoutError as missing:
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
    sys.exit(main())
