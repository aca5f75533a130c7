"""What the window shows in its middle. Every page offers the same to the frame around it."""

from abc import abstractmethod
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal

from jobassist.services.whereabouts import Place
from ui.keys import Key
from ui.widgets.entered import Entered

Deeds = Mapping[Key, Callable[[], object]]
"""What keys do."""


class Page(Entered):
    """`place_requested` leads to a `Place`, `back_requested` to where this page was reached from.

    `practice_requested` leads to the practice case, `help_requested` to the page's help. `told`
    carries a short word for the toast.
    `thrown` says what went into the bin, with what takes it back. `titled`: `title` is known.
    """

    place_requested = Signal(object)
    back_requested = Signal()
    told = Signal(str)
    thrown = Signal(str, object)
    practice_requested = Signal()
    help_requested = Signal()
    titled = Signal()

    case_id = ""
    """The case the page belongs to; its tab is lit while the page is shown."""

    title = ""
    """The words of the case's tab, once they are known; `titled` tells when."""

    def refresh(self) -> None:
        """Read anew what is shown: a sync brought something, or one comes back to the page."""

    def show_place(self, place: Place) -> None:
        """Show what the place names, now or as soon as it has been read."""

    @abstractmethod  # the types keep it: Qt's metaclass is its own
    def place(self) -> Place:
        """Where one is on this page."""

    def back_place(self) -> Place | None:
        """Where Back leads from here; None where the window knows."""
        return None

    def save_all(self, then: Callable[[], None]) -> None:
        """Save what is being written, then go on."""
        then()

    def save_for_lock(self, then: Callable[[], None]) -> None:
        """The same when the process ends after it: what runs need not be stopped."""
        self.save_all(then)

    def go_to_search(self) -> None:
        """Go to the page's search field."""

    def deeds(self) -> Deeds:
        """What the keys of this page do now; the window's own come first."""
        return {}

    def is_busy(self) -> bool:
        """Whether somebody is at work without touching keys or mouse (dictating)."""
        return False
