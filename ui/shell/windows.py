"""Two windows on one session: what is written is open in one of them only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from jobassist.services.whereabouts import Place
from ui.shell.places import CASE, CASES, COMPANIES, DAY, SYNC

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.work import Work

SHARED = frozenset({DAY, CASES, CASE, COMPANIES, SYNC})
"""Pages both windows may show: lists, and cases (a draft is written in one of them)."""


class Windows(QObject):
    """`first` is the main window's; `second` stands beside it, or is None."""

    def __init__(self, first: Work, make: Callable[[Place], Work]) -> None:
        super().__init__(first)
        self.first = first
        self.second: Work | None = None
        self._make = make
        self._join(first)

    def open_beside(self, place: Place, asking: Work | None = None) -> None:
        """Show the place in the other window than the one that asks; made if need be."""
        asking = asking or self.first
        self._leave(asking, place)
        if self.second is None:
            self._add(self._make(place), place)
        else:
            other = self.second if asking is self.first else self.first
            other.go(place)
            _raise(other)

    def closed(self) -> None:
        """The second window is gone."""
        self.second = None

    def works(self) -> list[Work]:
        """Both, the first first."""
        return [self.first, *([self.second] if self.second else [])]

    def _add(self, work: Work, place: Place) -> None:
        self.second = work
        self._join(work)
        self.first.syncing.shown.connect(work.syncing.show)
        work.syncing.show(self.first.status.state)
        work.go(place)

    def _join(self, work: Work) -> None:
        work.admits = lambda place: self._admits(work, place)
        work.window_requested.connect(lambda place: self.open_beside(place, work))
        work.busy_elsewhere = lambda: any(one.is_busy() for one in self.works() if one is not work)

    def _admits(self, work: Work, place: Place) -> bool:
        """Whether `work` may show the place; the other lets go of it, or is shown itself."""
        other = next((one for one in self.works() if one is not work), None)
        if other is None or place.page in SHARED:
            return True
        if other.shows(place):
            other.go(place)
            _raise(other)
            return False
        other.let_go(place)
        return True

    @staticmethod
    def _leave(work: Work, place: Place) -> None:
        """The page goes to the other window: here the case is shown, or the day."""
        if place.page not in SHARED and work.shows(place):
            work.go(Place(CASE, place.case_id) if place.case_id else Place(DAY))
            work.let_go(place)


def _raise(work: Work) -> None:
    window = work.window()
    window.show()
    window.raise_()
    window.activateWindow()
