"""Who is listening, and what they are to be told. Lives in the server's event loop.

A listener is told of the scopes they may read. What happens faster than their line takes it is
added up, so that a slow one costs no more memory than the names of the scopes.
"""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from central import access
from jobassist.sync.wire import ScopeHead

MOST_OF_ONE_DEVICE = 4
_ACCESS, _DEVICE = "access", "device"


@dataclass(eq=False, slots=True)
class Listener:
    """One held stream of a device: what it hears of, and what it has yet to be told."""

    user_id: str
    device_id: str
    narrowed: frozenset[str] = frozenset()  # the cases that are shown in the partners' form
    keys: frozenset[str] = frozenset()
    pending: dict[str, int] = field(default_factory=dict)
    look_again: bool = False
    ended: bool = False
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self) -> tuple[ScopeHead, ...]:
        """What is to be told now; after this it counts as told."""
        told, self.pending = self.pending, {}
        self.wake.clear()
        return tuple(ScopeHead(name=name, head=head) for name, head in sorted(told.items()))


class Hub:
    """Every listener of this process, by what they hear of."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._of_key: defaultdict[str, set[Listener]] = defaultdict(set)
        self._of_device: defaultdict[str, OrderedDict[Listener, None]] = defaultdict(OrderedDict)
        self._count = 0
        self._closing = False

    @property
    def count(self) -> int:
        """How many are listening."""
        return self._count

    @property
    def closing(self) -> bool:
        """Whether the server is about to stop."""
        return self._closing

    def has_room(self) -> bool:
        """Whether one more may listen."""
        return self._count < self._most and not self._closing

    def join(self, listener: Listener) -> None:
        """Begin to hear of the user's own affairs; a device's oldest line too many ends."""
        own = self._of_device[listener.device_id]
        own[listener] = None
        while len(own) > MOST_OF_ONE_DEVICE:
            self._end(next(iter(own)))
            own.popitem(last=False)
        self._count += 1
        self.hear_of(listener, set())

    def leave(self, listener: Listener) -> None:
        """No longer listening."""
        self.hear_of(listener, None)
        own = self._of_device[listener.device_id]
        own.pop(listener, None)
        if not own:
            del self._of_device[listener.device_id]
        self._count -= 1

    def hear_of(self, listener: Listener, scopes: Iterable[str] | None) -> None:
        """Hear of these scopes from now on, instead of those before; None: of nothing."""
        keys: frozenset[str] = frozenset()
        if scopes is not None:
            own = {f"{_ACCESS}:{listener.user_id}", f"{_DEVICE}:{listener.device_id}"}
            keys = frozenset({*own, *(_key(scope) for scope in scopes)})
        for key in listener.keys - keys:
            self._of_key[key].discard(listener)
            if not self._of_key[key]:
                del self._of_key[key]
        for key in keys - listener.keys:
            self._of_key[key].add(listener)
        listener.keys = keys

    def tell(self, moved: Mapping[str, int]) -> None:
        """Tell everyone whom it concerns."""
        for name, head in moved.items():
            for listener in tuple(self._of_key.get(_key(name), ())):
                self._note(listener, name, head)

    def tell_all_to_look(self) -> None:
        """What moved is no longer known: everybody asks the manifest."""
        for own in self._of_device.values():
            for listener in own:
                listener.look_again = True
                listener.wake.set()

    def close(self) -> None:
        """Have every line say goodbye, and take no new one."""
        self._closing = True
        for own in self._of_device.values():
            for listener in own:
                listener.wake.set()

    def _note(self, listener: Listener, name: str, head: int) -> None:
        what, _, of = name.partition(":")
        if what == _DEVICE:
            self._end(listener)
        elif what == _ACCESS:
            listener.look_again = True
        elif of in listener.narrowed and what == "case":
            listener.pending[access.partner_scope(of)] = head
        else:
            listener.pending[name] = max(head, listener.pending.get(name, 0))
        listener.wake.set()

    def _end(self, listener: Listener) -> None:
        listener.ended = True
        listener.wake.set()


def _key(scope: str) -> str:
    """Drafts are told to their author, whatever case they are in."""
    holder, _, rest = scope.partition(":")
    return f"user:{rest.partition(':')[0]}" if holder == "user" else scope
