"""How a record type is declared: once, here, for everyone who needs to know.

A record is a frozen dataclass whose fields carry what the local table, the wire form, the
central's validation, the merge policy, the log filter and the erase job need to know::

    @record("note", scope=Scope.CASE, sealed_when=("state", "final"), author="author_id")
    class Note(Record):
        case_id: str = ref("case")
        text: str = field(Merge.LINES, personal=True, default="")

`id` (a UUIDv7 made by whoever creates the record) and `rev` (the central's revision; 0 until the
central has the record) come with `Record`.
"""

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints

Value = str | int | bool | list[str] | None
"""What a field holds on the wire: instants and days are ISO 8601 text, sets sorted lists."""


class Merge(StrEnum):
    """What the central does when two people changed the same field since the base revision."""

    FIXED = "fixed"  # set when the record is made, never changed after
    FIELD = "field"  # the server's value stands, the other is kept as a conflict
    LINES = "lines"  # merged line by line between one author's own devices
    SET = "set"  # merged element by element
    KEYS = "keys"  # a JSON object as text, merged key by key; only the same key clashes
    CENTRAL = "central"  # only the central writes it


class Scope(StrEnum):
    """Who gets the record.

    Everyone on the case; one user; the whole organisation; everyone who has the company register;
    or everyone who looks for candidates (profiles are pseudonymous).
    """

    CASE = "case"
    USER = "user"
    ORGANISATION = "organisation"
    COMPANIES = "companies"
    CANDIDATES = "candidates"


@dataclasses.dataclass(frozen=True, slots=True)
class FieldInfo:
    """One declared field. `name` is the attribute and column; `wire` is stable on the wire."""

    name: str
    wire: str
    type: type  # str, int, bool, date, datetime or tuple (of str)
    nullable: bool
    required: bool
    merge: Merge
    personal: bool
    references: str | None  # the kind whose id this is
    partner: bool = False  # those who are on the case as partners see it


@dataclasses.dataclass(frozen=True, slots=True)
class Rests:
    """A state that says something of other fields, and is untrue when others change them meanwhile.

    While `state` is one of `falls`, a change of a field of `on` that was made without knowing of
    it (or by others before it) puts it back to `back`. In a later state the fields of `on` are as
    whoever reached it had them, whatever others wrote.
    """

    state: str
    on: tuple[str, ...]
    falls: tuple[str, ...]
    back: str


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """A record type as declared. `fields` leaves out `id` and `rev`; `referring` name others."""

    name: str  # also the table and the wire name
    cls: type["Record"]
    scope: Scope
    case_field: str | None  # the field with the case's id, for what is in the case's scope
    fields: tuple[FieldInfo, ...]
    sealed_when: tuple[str, str] | None  # (field, value): from then on nothing may change
    author: str | None  # the field naming the only user who may change it before that
    search: tuple[str, ...]  # the fields in the full-text index
    shared: bool = False  # everyone on the case sees the author's records at once: no drafts
    rests: Rests | None = None
    vouched: bool = False  # leaves the central signed; a device takes it in under a signature only
    referring: tuple[FieldInfo, ...] = dataclasses.field(init=False, repr=False, compare=False)
    _named: dict[str, FieldInfo] = dataclasses.field(init=False, repr=False, compare=False)
    _on_wire: dict[str, FieldInfo] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        referring = tuple(info for info in self.fields if info.references)
        object.__setattr__(self, "referring", referring)
        object.__setattr__(self, "_named", {info.name: info for info in self.fields})
        object.__setattr__(self, "_on_wire", {info.wire: info for info in self.fields})

    def field(self, name: str) -> FieldInfo:
        """The field called `name`; KeyError if there is none."""
        return self._named[name]

    def wire_field(self, wire: str) -> FieldInfo:
        """The field called `wire` on the wire; KeyError if there is none."""
        return self._on_wire[wire]

    @property
    def insert_only(self) -> bool:
        """Whether a record of this kind never changes once it is made."""
        return all(info.merge is Merge.FIXED for info in self.fields)

    def is_sealed(self, record: "Record") -> bool:
        """Whether the record may no longer change."""
        if self.sealed_when is None:
            return False
        field_name, value = self.sealed_when
        return bool(getattr(record, field_name) == value)

    def unsealed(self, record: "R") -> "R":
        """The record before it was sealed; itself where it is not, or is made sealed."""
        if not self.is_sealed(record) or self.sealed_when is None:
            return record
        name, _ = self.sealed_when
        begins: dict[str, Any] = {name: self.cls.__dataclass_fields__[name].default}
        return dataclasses.replace(record, **begins)


KINDS: dict[str, Kind] = {}
"""Every declared kind by name; a kind that others refer to stands before them."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has."""

    id: str
    rev: int = 0


R = TypeVar("R", bound=Record)


def field(
    merge: Merge = Merge.FIELD,
    *,
    personal: bool = False,
    wire: str | None = None,
    references: str | None = None,
    partner: bool = False,
    default: Any = dataclasses.MISSING,
) -> Any:
    """Declare a field. `wire` is the attribute's name unless given; it never changes again."""
    metadata = {"merge": merge, "personal": personal, "wire": wire, "references": references}
    metadata |= {"partner": partner}
    return dataclasses.field(default=default, metadata=metadata)


def ref(
    kind: str,
    merge: Merge = Merge.FIXED,
    *,
    partner: bool = False,
    default: Any = dataclasses.MISSING,
) -> Any:
    """Declare a field that holds the id of a record of another kind."""
    return field(merge, references=kind, partner=partner, default=default)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, ref))
def record(
    name: str,
    *,
    scope: Scope,
    case_field: str | None = None,
    sealed_when: tuple[str, str] | None = None,
    author: str | None = None,
    search: tuple[str, ...] = (),
    shared: bool = False,
    rests: Rests | None = None,
    vouched: bool = False,
) -> Callable[[type[R]], type[R]]:
    """Class decorator: make a frozen dataclass of the class and enter it in `KINDS`."""

    def declare(cls: type[R]) -> type[R]:
        made = dataclasses.dataclass(frozen=True, slots=True, kw_only=True)(cls)
        KINDS[name] = Kind(
            name,
            made,
            scope,
            case_field,
            _fields(made),
            sealed_when,
            author,
            search,
            shared,
            rests,
            vouched,
        )
        return made

    return declare


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, ref))
def shared_fields(cls: type[R]) -> type[R]:
    """Class decorator: fields that several kinds have; this declares no kind itself."""
    return dataclasses.dataclass(frozen=True, slots=True, kw_only=True)(cls)


def kind_of(subject: Record | type[Record]) -> Kind:
    """The declaration of a record or a record type; KeyError for an undeclared one."""
    cls = subject if isinstance(subject, type) else type(subject)
    if cls not in _KIND_OF:
        _KIND_OF.update({kind.cls: kind for kind in KINDS.values()})
    return _KIND_OF[cls]


_KIND_OF: dict[type, Kind] = {}  # asked for at every value that is stored or sent


def _fields(cls: type[Record]) -> tuple[FieldInfo, ...]:
    hints = get_type_hints(cls)
    own = [f for f in dataclasses.fields(cls) if f.name not in ("id", "rev")]
    return tuple(_info(f, hints[f.name]) for f in own)


def _info(f: "dataclasses.Field[Any]", hint: Any) -> FieldInfo:
    kind, nullable = _plain(hint)
    return FieldInfo(
        name=f.name,
        wire=f.metadata["wire"] or f.name,
        type=kind,
        nullable=nullable,
        required=f.default is dataclasses.MISSING,
        merge=f.metadata["merge"],
        personal=f.metadata["personal"],
        references=f.metadata["references"],
        partner=f.metadata["partner"],
    )


def _plain(hint: Any) -> tuple[type, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = [arg for arg in get_args(hint) if arg is not type(None)]
        return _plain(inner)[0], True
    origin = get_origin(hint)
    if origin is tuple:
        return tuple, False
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint, False
    if hint in (str, int, bool, date, datetime):
        return hint, False
    raise TypeError(f"a record field cannot be {hint}")
