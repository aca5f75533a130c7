"""From a file's data to a form, or to what is wrong with it."""

import hashlib
import json
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from jobassist.forms.definition import (
    Choice,
    Condition,
    Definition,
    Field,
    FieldType,
    Level,
    Privacy,
    Section,
    Words,
)
from jobassist.forms.expressions import BadExpressionError, Expression, compile_expression
from jobassist.forms.source import Path, Source, read, refuse

_NOTHING_SAID = "False"


def version_of(content: bytes) -> str:
    """The version of a form or rule file: SHA-256 of its bytes, hex."""
    return hashlib.sha256(content).hexdigest()


def read_form(content: bytes, *, trusted: bool = False) -> Definition:
    """The form in a file. Raises: UserError `form.unusable` with line and column.

    `trusted`: the file was checked before (it came with the program, or its version is known);
    its structure is not compared with the schema again.
    """
    source = read(content)
    definition = make_form(source, version_of(content), trusted=trusted)
    if definition is None:
        raise refuse(source)
    return definition


def make_form(source: Source, version: str, *, trusted: bool = False) -> Definition | None:
    """The form; None, and faults in `source`, when it cannot be used."""
    if source.usable and not trusted:
        require_schema(source, "form.schema.json")
    if not source.usable:
        return None
    definition = _Maker(source).form(version)
    return definition if source.usable else None


def require_schema(source: Source, name: str) -> None:
    """Compare the data with a schema of `resources/forms`; differences become faults."""
    lacking: set[tuple[Path, str]] = set()  # the validator tells each missing key by itself
    for error in sorted(_validator(name).iter_errors(source.data), key=lambda one: str(one.path)):
        path = tuple(error.absolute_path)
        expected = error.validator_value
        if error.validator == "additionalProperties" and isinstance(error.instance, dict):
            known = error.schema.get("properties", {})
            for key in error.instance.keys() - known.keys():
                source.fault((*path, key), "form.unknown_key", name=key[:60])
        elif error.validator == "required" and isinstance(error.instance, dict):
            for key in [one for one in expected if one not in error.instance]:
                if (path, key) not in lacking:
                    lacking.add((path, key))
                    in_words = key in ("da", "en")
                    code = "form.missing_translation" if in_words else "form.missing_key"
                    source.fault(path, code, name=key)
        elif error.validator == "enum":
            source.fault(path, "form.unknown_value", known=", ".join(map(str, expected))[:200])
        elif error.validator in ("type", "anyOf"):
            source.fault(path, "form.wrong_type", expected=_kinds(expected))
        elif error.validator == "pattern":
            source.fault(path, "form.wrong_shape", value=str(error.instance)[:60])
        else:
            source.fault(path, "form.out_of_bounds", bound=str(error.validator))


def _kinds(expected: Any) -> str:
    if isinstance(expected, str):
        return expected
    return ", ".join(one if isinstance(one, str) else "null" for one in expected)[:100]


@cache
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator

    text = resources.files("resources.forms").joinpath(name).read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


class _Maker:
    """Makes the parts; an expression or a day that cannot be used is a fault of the source."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def form(self, version: str) -> Definition:
        data: dict[str, Any] = self.source.data
        valid = data.get("gyldig", {})
        sections = tuple(
            self.section(one, ("sektioner", at)) for at, one in enumerate(data["sektioner"])
        )
        conditions = tuple(
            self.condition(one, ("krav", at)) for at, one in enumerate(data.get("krav", ()))
        )
        return Definition(
            name=data["blanket"],
            version=version,
            title=words(data["titel"]),
            about=data["om"],
            sections=sections,
            conditions=conditions,
            valid_from=self.day(valid.get("fra"), ("gyldig", "fra")) or date.min,
            valid_to=self.day(valid.get("til"), ("gyldig", "til")),
            event=data.get("haendelse", ""),
            legal_basis=data.get("hjemmel", ""),
            decided=data.get("afgoerelse", False),
            filed_in=data.get("indgives_i", ""),
            follows=tuple(data.get("efterfoelges_af", ())),
            remind=data.get("paamind", "P14D"),
            outcomes=choices(data.get("udfald", ())),
            summary=tuple(data.get("opsummering", ())),
        )

    def section(self, data: dict[str, Any], path: Path) -> Section:
        fields = tuple(
            self.field(one, (*path, "felter", at)) for at, one in enumerate(data["felter"])
        )
        if (rows := data.get("gentag")) is not None:
            repeated = Field(
                key=data["noegle"],
                type=FieldType.TABLE,
                label=words(data["titel"]),
                columns=fields,
                least_rows=rows.get("mindst", 0),
                most_rows=rows.get("hoejst", 50),
                privacy=frozenset().union(*(one.privacy for one in fields)),
            )
            fields = (repeated,)
        return Section(
            key=data["noegle"],
            title=words(data["titel"]),
            fields=fields,
            help=words(data["hjaelp"]) if "hjaelp" in data else None,
            visible=self.expression(data, "vis_hvis", path),
            new_page=data.get("ny_side", False),
        )

    def field(self, data: dict[str, Any], path: Path) -> Field:
        rows = data.get("raekker", {})
        required = data.get("kraevet", False)
        columns = tuple(
            self.field(one, (*path, "kolonner", at))
            for at, one in enumerate(data.get("kolonner", ()))
        )
        return Field(
            key=data["noegle"],
            type=FieldType(data["type"]),
            label=words(data["etiket"]),
            help=words(data["hjaelp"]) if "hjaelp" in data else None,
            required=self.expression(data, "kraevet", path) or False
            if isinstance(required, str)
            else required,
            visible=self.expression(data, "vis_hvis", path),
            calculate=self.expression(data, "beregn", path),
            default=data.get("standard"),
            privacy=frozenset(map(Privacy, data.get("oplysning", ()))).union(
                *(column.privacy for column in columns)
            ),
            source=data.get("fra", ""),
            least=data.get("mindst"),
            most=data.get("hoejst"),
            longest=data.get("laengde"),
            choices=choices(data.get("valg", ())),
            columns=columns,
            least_rows=rows.get("mindst", 0),
            most_rows=rows.get("hoejst", 50),
            role=data.get("rolle", ""),
            unit=words(data["enhed"]) if "enhed" in data else None,
            in_vitas=data.get("vitas", True),
            copied=data.get("kopieres", True),
        )

    def condition(self, data: dict[str, Any], path: Path) -> Condition:
        return Condition(
            id=data["id"],
            field=data["felt"],
            must=self.expression(data, "gaelder", path) or compile_expression(_NOTHING_SAID),
            applies=self.expression(data, "hvis", path),
            level=Level(data["virkning"]),
            message=words(data["besked"]),
            basis=data.get("hjemmel", ""),
        )

    def expression(self, data: dict[str, Any], key: str, path: Path) -> Expression | None:
        return expression(self.source, data.get(key), (*path, key))

    def day(self, text: str | None, path: Path) -> date | None:
        return day(self.source, text, path)


def expression(source: Source, text: Any, path: Path) -> Expression | None:
    """The compiled expression; None, with a fault, when it cannot be used."""
    if not isinstance(text, str):
        return None
    try:
        return compile_expression(text)
    except BadExpressionError as bad:
        source.fault(path, bad.code, name=bad.name, offset=bad.offset + 1)
        return None


def day(source: Source, text: str | None, path: Path) -> date | None:
    """The day; None, with a fault, when there is no such day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        source.fault(path, "form.wrong_shape", value=str(text))
        return None


def words(data: dict[str, str]) -> Words:
    """A text in both languages."""
    return Words(data["da"].strip(), data["en"].strip())


def choices(data: Any) -> tuple[Choice, ...]:
    """What there is to choose."""
    return tuple(Choice(one["kode"], words(one["tekst"])) for one in data)
