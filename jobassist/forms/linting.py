"""What is wrong with a form that reads well: names, circles, what can never be reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jobassist.forms.definition import Definition, Field, FieldType
from jobassist.forms.dependencies import circle
from jobassist.forms.expressions import RESERVED, Expression, compile_expression
from jobassist.forms.reachability import never
from jobassist.forms.reading import make_form, version_of
from jobassist.forms.rule_reading import check_rules
from jobassist.forms.rules import RuleSet
from jobassist.forms.source import Path, Source, read
from jobassist.forms.sources import SOURCES
from jobassist.forms.values import UnreadableError
from jobassist.forms.values import read as read_value

_NEEDS_CHOICES = {FieldType.CHOICE, FieldType.CHOICES}
_ONLY_FOR = {
    "valg": _NEEDS_CHOICES,
    "kolonner": {FieldType.TABLE},
    "raekker": {FieldType.TABLE},
    "rolle": {FieldType.SIGNATURE},
    "mindst": {FieldType.NUMBER, FieldType.MONEY, FieldType.HOURS},
    "hoejst": {FieldType.NUMBER, FieldType.MONEY, FieldType.HOURS},
    "laengde": {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.COMPANY, FieldType.CITIZEN},
}
_NO_COLUMN = {FieldType.TABLE, FieldType.SIGNATURE, FieldType.DECLARATION}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file after the linter: what it is, when it can be used, and its faults in order."""

    source: Source
    definition: Definition | None = None
    rules: RuleSet | None = None

    @property
    def ok(self) -> bool:
        """Whether it can be used."""
        return self.definition is not None or self.rules is not None


def check(content: bytes, forms: dict[str, Definition] | None = None) -> Checked:
    """Check a form or a rule file; `forms` are the known ones, for the rules' names."""
    source = read(content)
    if source.usable and isinstance(source.data, dict) and "regelsaet" in source.data:
        rules = check_rules(source, version_of(content), forms or {})
        source.faults.sort()
        return Checked(source, rules=rules)
    definition = make_form(source, version_of(content))
    if definition is not None:
        _Linter(source, definition).all()
        definition = definition if source.usable else None
    source.faults.sort()
    return Checked(source, definition)


class _Linter:
    def __init__(self, source: Source, definition: Definition) -> None:
        self.source, self.definition = source, definition
        self.data: dict[str, Any] = source.data

    def all(self) -> None:
        self._duplicates()
        for path, data, field, columns in self._fields():
            self._field(path, data, field)
            if columns and field.type in _NO_COLUMN:
                self.source.fault((*path, "type"), "form.no_column", name=field.type)
            self._expressions(path, data, columns)
        self._sections()
        self._conditions()
        self._names_at_the_top()
        if self.source.usable:
            self._circles()
        if self.source.usable:
            self._unreachable()

    def _fields(self) -> Iterator[tuple[Path, dict[str, Any], Field, frozenset[str]]]:
        """Every field with its place, its data, and the columns beside it when it is one."""
        for at, (data, section) in enumerate(
            zip(self.data["sektioner"], self.definition.sections, strict=True)
        ):
            fields: tuple[Field, ...] = section.fields
            beside: frozenset[str] = frozenset()
            if "gentag" in data:
                fields = section.fields[0].columns
                beside = frozenset(field.key for field in fields)
            for number, (inner, field) in enumerate(zip(data["felter"], fields, strict=True)):
                path: Path = ("sektioner", at, "felter", number)
                yield path, inner, field, beside
                own = frozenset(column.key for column in field.columns)
                for place, column in enumerate(field.columns):
                    where = (*path, "kolonner", place)
                    yield where, inner["kolonner"][place], column, own

    def _duplicates(self) -> None:
        seen: set[str] = set()
        for at, data in enumerate(self.data["sektioner"]):
            names: list[tuple[Path, str]] = [(("sektioner", at, "noegle"), data["noegle"])]
            if "gentag" not in data:
                names += [
                    (("sektioner", at, "felter", number, "noegle"), field["noegle"])
                    for number, field in enumerate(data["felter"])
                ]
            for number, (path, name) in enumerate(names):
                # A section may be called as a field in it; two fields or two sections may not.
                mark = f"section {name}" if number == 0 and "gentag" not in data else name
                if mark in seen:
                    self.source.fault(path, "form.twice", name=name)
                seen.add(mark)
        roles: set[str] = set()
        for path, data, field, _columns in self._fields():
            if field.role and field.role in roles:  # one party signs once
                self.source.fault((*path, "rolle"), "form.twice", name=field.role)
            roles.add(field.role)
            if field.key in RESERVED:
                self.source.fault((*path, "noegle"), "form.reserved_name", name=field.key)
            for key, codes in (("valg", "kode"), ("kolonner", "noegle")):
                given = [one[codes] for one in data.get(key, ())]
                for number, name in enumerate(given):
                    if name in given[:number]:
                        self.source.fault((*path, key, number, codes), "form.twice", name=name)
        ids = [one["id"] for one in self.data.get("krav", ())]
        for number, name in enumerate(ids):
            if name in ids[:number]:
                self.source.fault(("krav", number, "id"), "form.twice", name=name)

    def _field(self, path: Path, data: dict[str, Any], field: Field) -> None:
        for key, types in _ONLY_FOR.items():
            if key in data and field.type not in types:
                self.source.fault((*path, key), "form.not_for_type", name=key, type=field.type)
        needed = "valg" if field.type in _NEEDS_CHOICES else ""
        needed = "kolonner" if field.type is FieldType.TABLE else needed
        needed = "rolle" if field.type is FieldType.SIGNATURE else needed
        if needed and needed not in data:
            self.source.fault(path, "form.missing_key", name=needed)
        if field.least is not None and field.most is not None and field.least > field.most:
            self.source.fault((*path, "mindst"), "form.bounds_crossed")
        if field.least_rows > field.most_rows:
            self.source.fault((*path, "raekker"), "form.bounds_crossed")
        if field.source and field.source not in SOURCES:
            self.source.fault((*path, "fra"), "form.unknown_source", name=field.source)
        if field.calculate is not None and (field.required or field.default is not None):
            self.source.fault((*path, "beregn"), "form.calculated_and_asked")
        if field.default is not None:
            try:
                read_value(field, field.default)
            except UnreadableError as error:
                self.source.fault((*path, "standard"), error.code, least=0, most=0)

    def _expressions(self, path: Path, data: dict[str, Any], columns: frozenset[str]) -> None:
        for key in ("kraevet", "vis_hvis", "beregn"):
            if isinstance(data.get(key), str):
                self._names((*path, key), data[key], columns)

    def _names(self, path: Path, text: str, columns: frozenset[str] = frozenset()) -> None:
        known = self.definition.by_key.keys() | columns
        for name in sorted(compile_expression(text).names - known):
            self.source.fault(path, "form.unknown_name", name=name)
        for name in sorted(compile_expression(text).names & known - columns):
            if not self.definition.by_key[name].holds_value:
                self.source.fault(path, "form.unknown_name", name=name)

    def _sections(self) -> None:
        for at, data in enumerate(self.data["sektioner"]):
            if "vis_hvis" in data:
                self._names(("sektioner", at, "vis_hvis"), data["vis_hvis"])
            if "gentag" in data:
                (rows,) = self.definition.sections[at].fields
                if rows.least_rows > rows.most_rows:
                    self.source.fault(("sektioner", at, "gentag"), "form.bounds_crossed")
                if rows.key in RESERVED:
                    path: Path = ("sektioner", at, "noegle")
                    self.source.fault(path, "form.reserved_name", name=rows.key)

    def _conditions(self) -> None:
        for at, data in enumerate(self.data.get("krav", ())):
            for key in ("hvis", "gaelder"):
                if key in data:
                    self._names(("krav", at, key), data[key])
            if data["felt"] not in self.definition.by_key:
                self.source.fault(("krav", at, "felt"), "form.unknown_name", name=data["felt"])

    def _names_at_the_top(self) -> None:
        known = self.definition.by_key
        event = self.definition.event
        if event:
            timely = {FieldType.DATE, FieldType.PERIOD}
            if event not in known or known[event].type not in timely:
                self.source.fault(("haendelse",), "form.unknown_name", name=event)
        for at, name in enumerate(self.definition.summary):
            if name not in known:
                self.source.fault(("opsummering", at), "form.unknown_name", name=name)
            elif name in self.definition.summary[:at]:
                self.source.fault(("opsummering", at), "form.twice", name=name)
        valid = self.definition
        if valid.valid_to is not None and valid.valid_to < valid.valid_from:
            self.source.fault(("gyldig",), "form.period_backwards")

    def _circles(self) -> None:
        found = circle(self.definition)
        if found:
            place = next(p for p, _d, f, c in self._fields() if f.key == found[0] and not c)
            self.source.fault(place, "form.circle", names=" → ".join(found)[:200])
        for section in self.definition.sections:
            for field in section.fields:
                self._circle_in_rows(field)

    def _circle_in_rows(self, field: Field) -> None:
        earlier: set[str] = set()
        own = {column.key for column in field.columns}
        for column in field.columns:
            wanted = column.calculate.names & own if column.calculate else frozenset()
            calculated = {c.key for c in field.columns if c.calculate} & wanted
            if calculated - earlier:
                names = ", ".join(sorted(calculated - earlier))
                where = next(p for p, _d, f, _c in self._fields() if f is column)
                self.source.fault(where, "form.circle", names=names)
            earlier.add(column.key)

    def _unreachable(self) -> None:
        for path, data, field, columns in self._fields():
            if columns or "vis_hvis" not in data or field.visible is None:
                continue
            section = self.definition.section_of(field.key)
            conditions: list[Expression] = [field.visible]
            if section.visible is not None:
                conditions.append(section.visible)
            if never(conditions, self.definition):
                self.source.fault((*path, "vis_hvis"), "form.unreachable", name=field.key)
        for at, section in enumerate(self.definition.sections):
            if section.visible is not None and never([section.visible], self.definition):
                place: Path = ("sektioner", at, "vis_hvis")
                self.source.fault(place, "form.unreachable", name=section.key)
