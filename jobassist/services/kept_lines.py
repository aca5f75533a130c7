"""What was kept, line by line as people read it: a form by the labels of its own fields.

What is the same on both sides is left out, and so is what only machines read.
"""

import json
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from jobassist.errors import UserError
from jobassist.forms.definition import Definition
from jobassist.forms.wording import shown
from jobassist.ports.clock import DENMARK
from jobassist.ports.store import Reader
from jobassist.record_words import field_word, kind_word, value_word
from jobassist.records import KINDS, FieldInfo, FilledForm, Kind, Merge, Value
from jobassist.services.danish import danish_date
from jobassist.services.form_definitions import filled_in_by
from jobassist.services.handover import checklist
from jobassist.services.kept import Changed, Undecided
from jobassist.session import Session

NOTHING = "–"
_SEALS = ("sealed", "previous_hash", "hash", "signature", "device_id", "root", "content_hash")
_FILES = ("sha256", "content", "pdf_id", "image_id")
_FOR_MACHINES = {*_SEALS, *_FILES, "version", "form_version", "checks", "created_at", "phrases"}
_OF_VALUES = {"starts_on", "ends_on", "remind_on"}  # the form's own fields say the same
_NAMED_BY = {
    "user": "name",
    "citizen": "name",
    "company": "name",
    "production_unit": "name",
    "case": "number",
    "note": "title",
    "candidate_profile": "label",
}
_TOLD = {"da": ("Ja", "Nej"), "en": ("Yes", "No")}


@dataclass(frozen=True, slots=True)
class Line:
    """A field on both sides. `theirs` None: nothing stands here; `other`: who made what stands."""

    label: str
    theirs: str | None
    mine: str
    other: Changed | None = None


def lines(session: Session, item: Undecided, language: str = "da") -> list[Line]:
    """What was kept beside what stands, each field by its label."""
    kind = KINDS.get(item.kind)
    if kind is None:
        return []
    with session.store.read() as tx:
        teller = _Teller(tx, kind, item, language)
        found = list(teller.lines())
    differing = [one for one in found if one.theirs != one.mine]
    return differing or found


class _Teller:
    """Tells one kept item in one language."""

    def __init__(self, tx: Reader, kind: Kind, item: Undecided, language: str) -> None:
        self._tx, self._kind, self._item, self._language = tx, kind, item, language
        self._form = _form_of(tx, kind, item)

    def lines(self) -> Iterator[Line]:
        """Every field that people read."""
        item, kind = self._item, self._kind
        known = {info.name: info for info in kind.fields}
        unread = _FOR_MACHINES | (_OF_VALUES if self._form and "values" in item.kept else set())
        read = [n for n in item.kept if n in known and n not in unread]
        for name in read or [n for n in item.kept if n in known]:
            info, mine = known[name], item.kept[name]
            theirs = item.present.get(name) if item.present is not None else None
            other = item.others.get(name)
            if info.merge is Merge.KEYS and (inside := _object(mine)) is not None:
                yield from self._inside(name, inside, _object(theirs) or {}, other)
                continue
            stands = None if item.present is None else self._value(info, theirs)
            label = field_word(kind.name, name, self._language)
            yield Line(label, stands, self._value(info, mine), other)

    def _inside(
        self, name: str, mine: dict[str, Any], theirs: dict[str, Any], other: Changed | None
    ) -> Iterator[Line]:
        """The fields of a form, in its own order; reasons by the rule they answer."""
        fields = self._form.by_key if self._form and name == "values" else {}
        for key in sorted(mine, key=lambda one: (*fields, one).index(one)):
            field = fields.get(key)
            if field:
                label = field.label(self._language)
                sides = [shown(field, side.get(key), self._language) for side in (theirs, mine)]
            else:
                label = f"{field_word(self._kind.name, name, self._language)} ({key})"
                sides = [_plainly(side.get(key)) for side in (theirs, mine)]
            stands, kept = (side or NOTHING for side in sides)
            yield Line(label, None if self._item.present is None else stands, kept, other)

    def _value(self, info: FieldInfo, value: Value) -> str:
        if value is None or value in ("", []):
            return NOTHING
        if isinstance(value, bool):
            return _TOLD.get(self._language, _TOLD["da"])[not value]
        if isinstance(value, list):
            return ", ".join(self._element(one) for one in value)
        return self._one(info, str(value))

    def _element(self, value: str) -> str:
        if self._kind.name == "case_handover":
            points = {p.key: p.en if self._language == "en" else p.da for p in checklist()}
            return points.get(value, value)
        return self._name("user", value) or value

    def _one(self, info: FieldInfo, value: str) -> str:
        if info.references:
            name = self._name(info.references, value)
            return name or kind_word(info.references, self._language)
        declared = _types(self._kind.name)[info.name]
        if any(isinstance(one, type) and issubclass(one, Enum) for one in declared):
            return value_word(self._kind.name, info.name, value, self._language)
        if datetime in declared:
            local = datetime.fromisoformat(value).astimezone(DENMARK)
            at = " at " if self._language == "en" else " kl. "
            return f"{self._day(local.date())}{at}{local.hour}.{local.minute:02d}"
        if date in declared:
            return self._day(date.fromisoformat(value))
        return value

    def _day(self, day: date) -> str:
        return f"{day.day} {day:%B %Y}" if self._language == "en" else danish_date(day)

    def _name(self, kind: str, id: str) -> str:
        if kind not in _NAMED_BY:
            return ""
        found = self._tx.listed(KINDS[kind].cls, id=id)
        return str(getattr(found[0], _NAMED_BY[kind])) if found else ""


def _form_of(tx: Reader, kind: Kind, item: Undecided) -> Definition | None:
    """The form as it was when the record was begun; None for anything else, or a lost version."""
    if not issubclass(kind.cls, FilledForm):
        return None
    found = tx.listed(kind.cls, id=item.record)
    try:
        return filled_in_by(tx, found[0]) if found else None
    except UserError:
        return None


@cache
def _types(kind: str) -> Mapping[str, tuple[Any, ...]]:
    hints = typing.get_type_hints(KINDS[kind].cls)
    return {name: typing.get_args(hint) or (hint,) for name, hint in hints.items()}


def _object(said: Value) -> dict[str, Any] | None:
    try:
        found = json.loads(str(said))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _plainly(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
