"""The one runner for everything that may take time; the UI thread never waits.

A job is a plain function. What it returns or raises is delivered in the UI thread, to callbacks
that die with their owner: when the page is gone, nothing is called. The runner owns the signal
that carries the result over; a signal owned by the job itself vanishes with it.

A thread that is the last to let go of a function lets go of the page the function knows, and Qt
crashes when a widget dies outside the UI thread. Threads are therefore only lent what is the UI
thread's (`_Lent`).
"""

import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from jobassist.errors import AppError, Cancelled
from ui.collecting import Collecting

T = TypeVar("T")
_THREADS = 4
# A job that runs Python lets another thread in after so long, not after Python's five milliseconds:
# a page that is painted asks for its turn a hundred times.
_GIVE_WAY_SECONDS = 0.0005


class Job:
    """One run. `cancel` it and its answer is dropped."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        """Nothing is delivered any more."""
        self.cancelled = True


class _Lent(Generic[T]):
    """Something in a thread's hands; whoever lets go of it last, it comes back to `back`.

    It goes from the one list to the other in one expression: no thread holds it in between.
    """

    def __init__(self, thing: T, back: "deque[Any]") -> None:
        self._only, self._back = [thing], back

    @property
    def thing(self) -> T:
        return self._only[0]

    def __del__(self) -> None:
        self._back.append(self._only.pop())


class Jobs(QObject):
    """The runner. `inline`: jobs run at once in the caller's thread (tests, screenshots)."""

    _arrived = Signal(object)

    def __init__(self, *, inline: bool = False) -> None:
        super().__init__()
        self._inline = inline
        self._closed = False
        self._back: deque[Any] = deque()  # let go of here, in the UI thread
        sys.setswitchinterval(_GIVE_WAY_SECONDS)
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="job")
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._collecting = None if inline else Collecting(self, self._pool.submit)

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
    ) -> Job:
        """Run `work` elsewhere, then `done` with its result, or `failed` with its AppError.

        Any other exception is a bug: it is raised in the UI thread, for the crash dialog.
        """
        job = Job()

        def settle(future: "Future[T]") -> None:
            if job.cancelled:
                return
            error = future.exception()
            if error is None:
                if done:
                    done(future.result())
            elif isinstance(error, Cancelled):
                return
            elif isinstance(error, AppError) and failed:
                failed(error)
            else:
                raise error

        if self._inline:
            with ThreadPoolExecutor(1) as here:
                settle(here.submit(work))
            return job
        if self._closed:  # a page that is about to go still shows what it has read
            job.cancelled = True
            return job
        self._back.clear()
        self._pool.submit(_carry_out, _Lent(work, self._back), self.relay(owner, settle))
        return job

    def relay(self, owner: QObject, callback: Callable[[T], None]) -> Callable[[T], None]:
        """A function for any thread that has `callback` called in the UI thread, in order."""
        lent = _Lent((owner, callback), self._back)

        def call(value: T) -> None:
            if self._inline and QThread.currentThread() is self.thread():
                lent.thing[1](value)
            elif shiboken6.isValid(self):
                self._arrived.emit((lent, value))

        return call

    def close(self) -> None:
        """Take no more jobs; those that run end by themselves."""
        self._closed = True
        if self._collecting:
            self._collecting.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)

    @Slot(object)
    def _deliver(self, parcel: "tuple[_Lent[tuple[QObject, Callable[[Any], None]]], Any]") -> None:
        lent, value = parcel
        owner, callback = lent.thing
        if shiboken6.isValid(owner):
            callback(value)
        self._back.clear()


def _carry_out(work: "_Lent[Callable[[], T]]", deliver: "Callable[[Future[T]], None]") -> None:
    """Run it in this thread; what it raised is told as well as what it gave."""
    answer: Future[T] = Future()
    try:
        answer.set_result(work.thing())
    except BaseException as error:
        answer.set_exception(error)
    deliver(answer)
