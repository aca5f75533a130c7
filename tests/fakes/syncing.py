"""The fake store's part in sync: answers, rows, scopes, the central's epochs, what came in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.store import EPOCH
from jobassist.ports.stored import Incoming, Kept, News, Operation, Other
from jobassist.records import KINDS, Merge, Record, Scope, Value
from jobassist.records.plain import changed, from_plain, to_plain

R = TypeVar("R", bound=Record)
Key = tuple[str, str]
_BEFORE = "central.epoch_before"
_TRIES = 10  # each is one refusal and one waking
_LATER = ("unknown_record", "unknown_reference", "forbidden")


class FakeSync:
    """Mixed into the fake's transaction."""

    _c: Any
    _clock: Any

    def keep_again(self, kept: Kept) -> None:
        lists = {"conflict": self._c.conflicts, "overruled": self._c.overruled}
        its = lists.get(kept.why, self._c.quarantine)
        its.append(kept.operation)
        self._c.told[kept.operation.id] = (kept.code, kept.others)

    def pending(self, limit: int) -> list[Operation]:
        first: dict[Key, Operation] = {}
        for op in self._c.outbox:
            first.setdefault((op.kind, op.record_id), op)
        ops = [op for op in first.values() if self._c.again.get(op.id, 1) % 2][:limit]
        self._c.frozen.update(op.id for op in ops)
        return ops

    def unanswered(self) -> list[Operation]:
        self._c.frozen.update(op.id for op in self._c.outbox)
        return list(self._c.outbox)

    def settle(
        self,
        op_id: str,
        outcome: str,
        rev: int,
        code: str | None = None,
        clashed: Mapping[str, Value] | None = None,
        *,
        others: Mapping[str, Other] | None = None,
    ) -> None:
        op = next((o for o in self._c.outbox if o.id == op_id), None)
        if op is None or (outcome == "quarantined" and self._wait(op, code)):
            return
        key = (op.kind, op.record_id)
        self._c.outbox.remove(op)
        if outcome != "quarantined":
            self._c.sent.append((self._clock.now(), op))
        record = self._c.records.get(key)
        if outcome in ("conflict", "quarantined"):
            self._c.told[op.id] = (code, others or {})
            if outcome == "conflict":
                objects = {f.name for f in KINDS[op.kind].fields if f.merge is Merge.KEYS}
                parts = {n: v for n, v in (clashed or {}).items() if n in objects}
                lost = (clashed or op.fields).keys() - objects
                op = replace(op, fields={n: v for n, v in op.fields.items() if n in lost})
                self._c.conflicts.append(replace(op, fields={**op.fields, **parts}))
            else:
                self._quarantine(op)
            theirs = self._c.theirs.get(key, {})
            if record and not KINDS[op.kind].is_sealed(record):
                back = {n: theirs[n] for n in op.fields.keys() - self._unsent(key) if n in theirs}
                self._c.records[key] = _with(record, record.rev, back)
            if record and theirs and outcome == "quarantined" and KINDS[op.kind].is_sealed(record):
                rev = theirs.pop("rev", record.rev)
                standing = _with(record, rev, theirs)
                is_sealed = KINDS[op.kind].is_sealed(standing)
                self._c.records[key] = standing if is_sealed else record
        elif record and outcome == "applied" and record.rev == op.base_rev:
            self._c.records[key] = replace(record, rev=rev)
        if outcome == "applied":
            self._rebase(op, rev)
        if not self._waits(key):
            self._c.theirs.pop(key, None)

    def _quarantine(self, op: Operation) -> None:
        if op.own or not op.fields:
            self._c.quarantine.append(replace(op, fields=op.own))

    def _rebase(self, op: Operation, rev: int) -> None:
        for i, later in enumerate(self._c.outbox):
            same = (later.kind, later.record_id) == (op.kind, op.record_id)
            if same and later.id not in self._c.frozen:
                self._c.outbox[i] = replace(later, base_rev=max(rev, later.base_rev))

    def apply(self, scope: str, rows: Sequence[Incoming], cursor: int) -> None:
        if not self.cursor(scope) and rows:
            self._c.whole.add(scope)
        is_news = bool(self.cursor(scope)) and scope not in self._c.whole
        for row in rows:
            before = self._c.records.get((row.kind, row.record_id))
            self._apply_row(scope, row)
            if is_news:
                self._tell_news(row, before)
        if rows:
            self._c.again = {id: tries | 1 for id, tries in self._c.again.items()}
        self._c.cursors[scope] = cursor

    def _apply_row(self, scope: str, row: Incoming) -> None:
        key = (row.kind, row.record_id)
        if key in self._c.erased:
            return
        stored = self._c.records.get(key)
        if row.fields is None:
            if row.joined and key in self._c.records:
                self._give_way(key, row.joined)
            self._let_go(scope, key)
            return
        try:
            kind = KINDS[row.kind]
            incoming = from_plain(
                kind.cls, row.record_id, row.rev, {**_values(stored), **row.fields}
            )
        except (KeyError, UserError):
            self._c.quarantine.append(Operation("", 0, *key, row.rev, row.fields))
            return
        self._c.held.add((scope, key))
        anew = {held for held in self._c.earlier if held[1] == key}
        self._c.earlier -= anew
        if stored and row.rev < stored.rev and not anew:
            return
        if stored and kind.is_sealed(stored) and changed(stored, incoming):
            self._meet_sealed(key, incoming, changed(stored, incoming))
            return
        unsent = self._unsent(key)
        if stored and self._waits(key):
            self._c.theirs[key] = {**to_plain(incoming), "rev": incoming.rev}
            ours = {n: v for n, v in to_plain(stored).items() if n in unsent}
            incoming = incoming if kind.is_sealed(incoming) else _with(incoming, row.rev, ours)
        self._c.records[key] = incoming

    def _give_way(self, key: Key, joined: str) -> None:
        new = self._c.records.get((key[0], joined))
        if new is None:
            return
        own = self._unsent(key)
        self._c.outbox = [o for o in self._c.outbox if (o.kind, o.record_id) != key]
        for ops in (self._c.conflicts, self._c.quarantine, self._c.overruled):
            ops[:] = [
                replace(o, record_id=joined) if (o.kind, o.record_id) == key else o for o in ops
            ]
        old, now, kind = to_plain(self._c.records[key]), to_plain(new), KINDS[key[0]]
        may = {f.name for f in kind.fields if f.merge not in (Merge.FIXED, Merge.CENTRAL)}
        differing = {n: v for n, v in old.items() if v and v != now[n] and n in may}
        if differing:
            told = frozenset(differing.keys() - own)
            aside = Operation("", 0, key[0], joined, new.rev, differing, told=told)
            self._c.conflicts.append(aside)
        for at, record in self._c.records.items():
            names = [f.name for f in KINDS[at[0]].fields if f.references == key[0]]
            own = {n: joined for n in names if getattr(record, n) == key[1]}
            self._c.records[at] = replace(record, **own)

    def _meet_sealed(self, key: Key, incoming: Record, difference: dict[str, Value]) -> None:
        is_sealed = KINDS[key[0]].is_sealed(incoming)
        if self._unsent(key):
            if is_sealed:
                self._c.theirs[key] = {**to_plain(incoming), "rev": incoming.rev}
        elif is_sealed and any(o.id and (o.kind, o.record_id) == key for o in self._c.quarantine):
            self._c.records[key] = incoming
        else:
            told = frozenset(difference)
            aside = Operation("", 0, *key, incoming.rev, difference, told=told)
            self._c.conflicts.append(aside)

    def cursor(self, scope: str) -> int:
        return self._c.cursors.get(scope, 0)

    def scopes(self) -> dict[str, int]:
        return dict(self._c.cursors)

    def purge(self, scope: str) -> int:
        self._c.whole.discard(scope)
        before = len(self._c.records)
        for key in [k for by, k in self._c.held | self._c.earlier if by == scope]:
            self._let_go(scope, key)
        if scope.startswith("case:"):
            for key in [key for key in self._c.records if self._made_here_for(key, scope[5:])]:
                self._remove(key)
            for key in [key for key in self._c.records if self._unreferred(key)]:
                self._remove(key)
        self._c.cursors.pop(scope, None)
        return before - len(self._c.records)

    def adopt_user(self, old: str, new: str) -> None:
        if old == new:
            return
        if self.setting("owner") == old:
            self.set_setting("owner", new)
        gone = self._c.records.pop(("user", old), None)
        if gone:
            self._c.records.setdefault(("user", new), replace(gone, id=new))
        for key, record in self._c.records.items():
            own = {f: new for f in _user_fields(key[0]) if getattr(record, f) == old}
            self._c.records[key] = replace(record, **own)
        ops = [o for o in self._c.outbox if (o.kind, o.record_id) not in _both(old, new)]
        self._c.outbox = [replace(o, fields=_renamed(o, old, new)) for o in ops]

    def _give_up(self, key: Key) -> None:
        record = self._c.records.get(key)
        every = (*self._c.conflicts, *self._c.quarantine, *self._c.overruled)
        kept = [(o.kind, o.record_id) for o in every]
        if record and not (record.rev or self._is_held(key) or self._waits(key) or key in kept):
            self._remove(key)

    def _break_seal(self, op: Operation) -> None:
        key, kind = (op.kind, op.record_id), KINDS.get(op.kind)
        record = self._c.records.get(key)
        if kind is None or record is None:
            return
        draft = kind.unsealed(record)
        if draft != record and op.fields.items() <= to_plain(record).items():
            self._c.records[key] = draft
            self._forget_others_words(key)
            its = {scope for scope, other in self._c.held | self._c.earlier if other == key}
            its |= {f"case:{getattr(record, kind.case_field)}"} if kind.case_field else set()
            self._c.cursors |= dict.fromkeys(its & self._c.cursors.keys(), 0)

    def _forget_others_words(self, key: Key) -> None:
        its = [o for o in self._c.conflicts if (o.kind, o.record_id) == key]
        own = [replace(o, fields=o.own) for o in its if o.own]
        self._c.conflicts = [o for o in self._c.conflicts if o not in its] + own

    def _let_go(self, scope: str, key: Key) -> None:
        self._c.held.discard((scope, key))
        self._c.earlier.discard((scope, key))
        if not self._is_held(key):
            self._remove(key)

    def _is_held(self, key: Key) -> bool:
        return any(other == key for _, other in self._c.held | self._c.earlier)

    def _made_here_for(self, key: Key, case_id: str) -> bool:
        field_name = KINDS[key[0]].case_field
        record = self._c.records[key]
        return bool(
            field_name and getattr(record, field_name) == case_id and not self._is_held(key)
        )

    def _unreferred(self, key: Key) -> bool:
        kind = KINDS[key[0]]
        if kind.scope is not Scope.CASE or kind.case_field or self._is_held(key):
            return False
        return not any(
            f.references == key[0] and getattr(record, f.name) == key[1]
            for (other, _), record in self._c.records.items()
            for f in KINDS[other].fields
        )

    def _remove(self, key: Key) -> None:
        unsent = [op for op in self._c.outbox if (op.kind, op.record_id) == key]
        for op in unsent:
            self._quarantine(op)
        self._forget_others_words(key)
        self._c.outbox = [op for op in self._c.outbox if op not in unsent]
        self._c.records.pop(key, None)
        self._c.theirs.pop(key, None)
        self._c.sent = [(at, op) for at, op in self._c.sent if (op.kind, op.record_id) != key]
        self._c.news = [one for one in self._c.news if (one.kind, one.record_id) != key]

    def _unsent(self, key: Key) -> set[str]:
        return {n for op in self._c.outbox if (op.kind, op.record_id) == key for n in op.own}

    def _waits(self, key: Key) -> bool:
        return any((op.kind, op.record_id) == key for op in self._c.outbox)

    def complete(self, scope: str) -> None:
        self._c.whole.discard(scope)
        for held_by, key in sorted(self._c.earlier):
            if held_by != scope:
                continue
            if any((op.kind, op.record_id) == key for op in self._c.outbox):
                self._c.earlier.discard((scope, key))
                if key in self._c.records and not self._is_held(key):
                    self._c.records[key] = replace(self._c.records[key], rev=0)
            else:
                self._let_go(scope, key)

    def begin_epoch(self, epoch: str) -> None:
        before = self._c.settings.get(EPOCH)
        if before is not None:
            self._c.settings[_BEFORE] = before
            for key, record in self._c.records.items():
                if not self._is_held(key):
                    self._c.records[key] = replace(record, rev=0)
            self._c.earlier |= self._c.held
            self._c.held = set()
            again = [op for _, op in self._c.sent]
            self._c.outbox = sorted([*again, *self._c.outbox], key=lambda op: op.seq)
            self._c.frozen |= {op.id for op in again}
            self._c.again |= dict.fromkeys([op.id for op in self._c.outbox], 1)
            self._c.sent = []
        self._c.cursors = dict.fromkeys(self._c.cursors, 0)
        self._c.settings[EPOCH] = epoch

    def forget_sent(self, before: datetime) -> None:
        self._c.sent = [(at, op) for at, op in self._c.sent if at >= before]
        self._c.news = [one for one in self._c.news if one.at >= before]

    def news(self, case_id: str | None = None, *, since: int = 0) -> list[News]:
        ours = [one for one in self._c.news if case_id in (None, one.case_id)]
        return [one for one in ours if one.place > since]

    def _epoch_of(self, key: tuple[str, str]) -> str | None:
        is_earlier = any(other == key for _, other in self._c.earlier)
        return self._c.settings.get(_BEFORE if is_earlier else EPOCH)

    def _wait(self, op: Operation, code: str | None) -> bool:
        tries = self._c.again.get(op.id, 0)
        if not tries or tries > _TRIES or code not in _LATER:
            return False
        later = replace(op, id=new_id())
        self._c.outbox[self._c.outbox.index(op)] = later
        self._c.again[later.id] = tries + 1
        return True

    def _tell_news(self, row: Incoming, before: Record | None) -> None:
        key, kind = (row.kind, row.record_id), KINDS.get(row.kind)
        after = self._c.records.get(key)
        if row.fields is None or kind is None or kind.case_field is None or after is None:
            return
        was: dict[str, Value] = to_plain(before) if before else {}
        changed = tuple(sorted(n for n, v in to_plain(after).items() if n in was and was[n] != v))
        if before is None or changed:
            case_id = after.id if kind.case_field == "id" else getattr(after, kind.case_field)
            place = self._c.news[-1].place + 1 if self._c.news else 1
            self._c.news.append(News(place, case_id, *key, changed, self._clock.now()))


def _values(record: Record | None) -> dict[str, Value]:
    return to_plain(record) if record else {}


def _with(record: R, rev: int, values: dict[str, Value]) -> R:
    return from_plain(type(record), record.id, rev, {**to_plain(record), **values})


def _user_fields(kind: str) -> list[str]:
    return [f.name for f in KINDS[kind].fields if f.references == "user"]


def _both(old: str, new: str) -> set[Key]:
    return {("user", old), ("user", new)}


def _renamed(op: Operation, old: str, new: str) -> dict[str, Value]:
    own = _user_fields(op.kind)
    return {n: new if n in own and v == old else v for n, v in op.fields.items()}
