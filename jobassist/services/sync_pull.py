"""Fetching: the manifest says which scopes have moved; rows and cursor commit together."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from jobassist import log
from jobassist.errors import EnvironmentFault, PolicyDenied
from jobassist.ports.central import CentralPort
from jobassist.ports.store import EPOCH, Store, SyncWriter
from jobassist.ports.stored import Incoming
from jobassist.records import KINDS
from jobassist.services import lease, overruled, sync_files, vouching
from jobassist.services.sync_counts import Counts, Progress, Told
from jobassist.session import Session
from jobassist.sync.wire import Manifest, Page, Row, dialect, from_wire

# The store's own settings that belong to fetching. Never personal data.
CENTRAL, ETAG, DIALECT = "central.id", "central.etag", "central.dialect"
_FEW = 2  # scopes: that few are asked for one after the other
LEFT = "left."
"""Before a scope's name: how far it was fetched when its closed case left this computer."""


def pull(session: Session, central: CentralPort, counts: Counts, told: Told) -> bool:
    """Fetch everything that has changed.

    False: the central's history is another one, and what it may have lost is to be sent first.
    Raises: what the port raises, EnvironmentFault `sync.another_central`.
    """
    store = session.store
    with store.read() as tx:
        known, speaks = tx.setting(CENTRAL), tx.setting(DIALECT)
        etag = tx.setting(ETAG) if speaks == dialect() else None
    answer = central.manifest(etag)
    if answer is None:
        return True
    manifest, etag = answer
    if manifest.central != known:
        raise EnvironmentFault("sync.another_central")
    if _is_new_epoch(store, manifest):
        return False
    cursors = _cursors(store, manifest)
    pulling = _Pull(session, central, counts, told, manifest)
    if not pulling.scopes(cursors):
        begin_epoch_if_new(store, central)
        return False
    with store.sync() as tx:
        tx.set_setting(lease.DAYS, str(manifest.lease_days))
        if pulling.agreed and not counts.not_vouched:
            tx.set_setting(ETAG, etag)  # only now: an interrupted pull is taken up again
    return True


def begin_epoch_if_new(store: Store, central: CentralPort) -> None:
    """Ask whether the central's history is another one."""
    answer = central.manifest(None)
    if answer:
        _is_new_epoch(store, answer[0])


def fetch_anew(tx: SyncWriter) -> None:
    """Every scope is fetched from its beginning."""
    for name in tx.scopes():
        tx.apply(name, [], 0)
    tx.set_setting(ETAG, None)


def _is_new_epoch(store: Store, manifest: Manifest) -> bool:
    with store.read() as tx:
        if tx.setting(EPOCH) == manifest.epoch:
            return False
    with store.sync() as tx:
        vouching.epoch_ended(tx, tx.setting(EPOCH))
        tx.begin_epoch(manifest.epoch)
        tx.set_setting(ETAG, None)
    log.event("sync.epoch", epoch=manifest.epoch)
    return True


def _cursors(store: Store, manifest: Manifest) -> dict[str, int]:
    """How far each scope is fetched; anew where new kinds are known, or its head went back."""
    heads = {scope.name: scope.head for scope in manifest.scopes}
    with store.sync() as tx:
        tx.set_setting(ETAG, None)  # from here on this laptop is not as that tag says any more
        if tx.setting(DIALECT) != dialect():
            fetch_anew(tx)
            tx.set_setting(DIALECT, dialect())
        for name, cursor in tx.scopes().items():
            if cursor > heads.get(name, cursor):
                tx.apply(name, [], 0)
        cursors = tx.scopes()
        return {**_left(tx, heads, cursors), **cursors}


def _left(tx: SyncWriter, heads: dict[str, int], cursors: dict[str, int]) -> dict[str, int]:
    """Closed cases that left this computer, as long as nothing has happened in them since."""
    left = {}
    for name in heads.keys() - cursors.keys():
        if mark := tx.setting(LEFT + name):
            if int(mark) == heads[name]:
                left[name] = int(mark)
            else:
                tx.set_setting(LEFT + name, None)
    return left


class _Pull:
    """One pull: pages of scopes, and how far it has come."""

    def __init__(
        self,
        session: Session,
        central: CentralPort,
        counts: Counts,
        told: Told,
        manifest: Manifest,
    ) -> None:
        self._store, self._files, self._central = session.store, session.attachments, central
        self._counts, self._told = counts, told
        self._manifest = manifest
        self._done = self._total = 0
        self.agreed = True
        """Whether every scope was as the manifest told; otherwise it is asked for again."""

    def scopes(self, cursors: dict[str, int]) -> bool:
        """Fetch every scope that has moved, and remove what is lost.

        False: the central was put back meanwhile; what it has sent since was not taken in.
        """
        try:
            self._scopes(cursors)
        except _OtherEpoch:
            return False
        return True

    def _scopes(self, cursors: dict[str, int]) -> None:
        heads = self._manifest.scopes
        moved = {s.name: s.head for s in heads if cursors.get(s.name, 0) != s.head}
        self._total = sum(head - cursors.get(name, 0) for name, head in moved.items())
        wanted = [(name, cursors.get(name, 0)) for name in sorted(moved, key=_turn)]
        with _ahead(self._central, wanted) as pages:
            for (name, after), first in zip(wanted, pages, strict=True):
                self._scope(name, after, first)
        readable = {scope.name for scope in heads}
        for name in sorted(cursors.keys() - readable, key=_turn):
            self._purge_if_lost(name)

    def _scope(self, name: str, after: int, first: Callable[[], Page]) -> None:
        more, ask = True, first
        stands: int | None = None
        while more:
            self._told(Progress("fetching", self._done, self._total))
            try:
                page = ask()
            except PolicyDenied as denied:
                if denied.code != "sync.scope_lost":
                    raise
                self.agreed = False
                return  # the next manifest will tell
            self._check_epoch(page)
            with self._store.sync() as tx, _letting_go(tx, name):
                believed = vouching.believe(tx, page)
                rows = _incoming(believed.rows)
                if believed.refused and stands is None:
                    stands = after  # what follows comes in, and all of it is asked for again
                tx.apply(name, rows, page.next if stands is None else stands)
                overruled.take_in(tx, page.rows)
                if not page.more and stands is None:
                    tx.complete(name)
                    vouching.whole(tx, name)
            self._counts.pulled += len(rows)
            self._counts.not_vouched += believed.refused
            self._done = min(self._done + page.next - after, self._total)
            after, more = page.next, page.more
            ask = partial(self._central.page, name, after)

    def _purge_if_lost(self, name: str) -> None:
        """Remove a scope, but only when the central says so of this very scope.

        A manifest that is short by mistake must not empty a laptop. A scope that is still the
        user's but holds nothing any more is fetched like any other.
        """
        try:
            page = self._central.page(name, 0)
        except PolicyDenied as denied:
            if denied.code != "sync.scope_lost":
                raise
            with self._store.sync() as tx, _letting_go(tx, name):
                sync_files.keep_unsent(tx, name, self._files)
                self._counts.purged += tx.purge(name)
                overruled.let_go(tx)
            log.event("sync.purged", records=self._counts.purged)
            return
        self._check_epoch(page)
        if page.rows:
            self.agreed = False
        else:
            with self._store.sync() as tx, _letting_go(tx, name):
                tx.complete(name)

    def _check_epoch(self, page: Page) -> None:
        """Positions and revisions of another epoch than the manifest's mean nothing here."""
        if page.epoch not in (None, self._manifest.epoch):
            raise _OtherEpoch


class _OtherEpoch(Exception):
    """The central was put back between the manifest and this page."""


@contextmanager
def _ahead(
    central: CentralPort, wanted: list[tuple[str, int]]
) -> Iterator[Iterator[Callable[[], Page]]]:
    """Each scope's first page, in order; on a long line the next ones are asked for meanwhile."""
    asks = [partial(central.page, name, after) for name, after in wanted]
    if central.at_once < _FEW or len(asks) < _FEW:
        yield iter(asks)
        return
    pool = ThreadPoolExecutor(central.at_once, thread_name_prefix="pages")

    def pages() -> Iterator[Callable[[], Page]]:
        waiting: deque[Future[Page]] = deque()
        for ask in asks:
            waiting.append(pool.submit(ask))
            if len(waiting) > central.at_once:
                yield waiting.popleft().result
        while waiting:
            yield waiting.popleft().result

    try:
        yield pages()
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _letting_go(tx: SyncWriter, scope: str) -> Iterator[None]:
    """The files of what leaves this laptop here are to follow it."""
    before = sync_files.of_scope(tx, scope)
    yield
    if before:
        sync_files.remember_gone(tx, before - sync_files.of_scope(tx, scope))


def _incoming(told: Iterable[Row]) -> list[Incoming]:
    """The rows of kinds known here; others come again when a newer jobassist knows them."""
    rows = []
    for row in told:
        kind = KINDS.get(row.kind)
        if kind is not None:
            fields = None if row.fields is None else from_wire(kind, row.fields)
            rows.append(Incoming(row.kind, row.id, row.rev, fields, row.joined))
    return rows


def _turn(name: str) -> tuple[int, str]:
    """Users first; a case before its drafts, so that a note that was finalised stays here."""
    holder = name.split(":", maxsplit=1)[0]
    return (_TURNS.index(holder) if holder in _TURNS else len(_TURNS), name)


_TURNS = ("organisation", "companies", "candidates", "case", "user")
