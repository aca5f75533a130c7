"""The window on a full store, doing what a caseworker does; prints each deed's times.

Usage: python -m benchmarks._pages_window DATA_DIR ROUNDS, the passphrase on standard input. What
is timed ends when every job that the deed began has answered and the window is painted: what a
user waits for.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop, QObject, QTimer

from benchmarks import _window as the
from jobassist.bootstrap import build
from jobassist.ports.stored import CaseCard
from jobassist.services.cases import count_cases
from jobassist.services.whereabouts import Place
from ui.app import application
from ui.cases.model import CARD
from ui.context import Context
from ui.jobs import Job, Jobs
from ui.shell.places import CASES, DAY, LETTERS, PLAN, TALKS
from ui.theme.apply import apply_theme
from ui.window import MainWindow

_PATIENCE_SECONDS = 60.0
_WAKE_MS = 50  # a window that waits sleeps: it must not take the jobs' turn
_WORDS = ("praktik", "lager", "samtale", "cv")
_PARTS = (PLAN, TALKS, LETTERS)


class Counted(Jobs):
    """The runner, which knows what has not answered yet."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[Job, list[bool]]] = []

    def run(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Any], None] | None = None,
    ) -> Job:
        """As the runner does."""
        answered: list[bool] = []

        def told(then: Callable[[Any], None] | None) -> Callable[[Any], None]:
            def tell(value: Any) -> None:
                answered.append(True)
                if then:
                    then(value)

            return tell

        job = super().run(owner, work, told(done), told(failed))
        self._open.append((job, answered))
        return job

    def at_rest(self) -> bool:
        """Whether everything that was not dropped has answered."""
        self._open = [one for one in self._open if not one[0].cancelled and not one[1]]
        return not self._open


def main(data_dir: Path, passphrase: str, rounds: int) -> None:
    """Do it all `rounds` times."""
    app = application()
    apply_theme(app, "light")
    house = build(data_dir)
    session = house.unlock(passphrase)
    jobs = Counted()
    window = MainWindow(Context(house, house.settings, jobs))
    window.show()
    window.start_work(session)
    work = the.work()
    times: dict[str, list[float]] = {}

    QTimer(app, interval=_WAKE_MS).start()  # with a time limit Qt would look without a pause

    def took(deed: str, act: Callable[[], object]) -> None:
        began = perf_counter()
        act()
        while not jobs.at_rest():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if perf_counter() - began > _PATIENCE_SECONDS:
                raise RuntimeError(f"{deed} never came to an end")
        window.repaint()
        times.setdefault(deed, []).append((perf_counter() - began) * 1000)
        app.processEvents()

    took("first_page", lambda: work.go(Place(CASES)))
    cards = work.cases.model
    shown = [the.as_a(CaseCard, cards.index(row).data(CARD)) for row in range(cards.rowCount())]
    every = max(1, len(shown) // rounds)
    for card in shown[::every][:rounds]:
        took("open_case", partial(work.open_case, card.case.id))
        bar = the.case_page().past.timeline.verticalScrollBar()
        for step in range(4):
            took("scroll", partial(bar.setValue, bar.maximum() * step // 3))
        for part in _PARTS:
            took("switch", partial(work.go, Place(part, card.case.id)))
        took("switch", lambda: work.go(Place(DAY)))
        took("switch", lambda: work.go(Place(CASES)))
        name = card.citizen.family_name
        for end in range(1, len(name) + 1):
            took("type_in_cases", partial(work.cases.search.setText, name[:end]))
        work.cases.search.clear()
    work.search.begin()
    for word in _WORDS * max(1, rounds // len(_WORDS)):
        for end in range(2, len(word) + 1):
            took("type_everywhere", partial(work.search.palette.field.setText, word[:end]))
    rss = psutil.Process().memory_info().rss / 1e6
    cases = count_cases(session)
    print("told:" + json.dumps({"times": times, "memory_mb": round(rss), "cases": cases}))
    sys.stdout.flush()
    os._exit(0)  # nothing of it is to be kept


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.readline().strip(), int(sys.argv[2]))
