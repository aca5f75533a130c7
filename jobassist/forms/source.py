"""YAML that may come from anyone: plain data, each value with its line and column, or a fault.

Only what JSON has is taken: no tags, no anchors or aliases (so nothing grows or turns round), no
second document, no key twice. Scalars follow YAML 1.2's core schema ("no", "on" and 0123 are
text). A file is at most `LARGEST` bytes and `DEEPEST` levels deep.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from jobassist.errors import Param, UserError
from jobassist.messages import message

LARGEST = 512 * 1024
DEEPEST = 24
Path = tuple[str | int, ...]
Place = tuple[int, int]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_MOST_DIGITS = 15
_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a file, and where (counted from 1). `grave`: it cannot be used."""

    line: int
    column: int
    code: str
    params: tuple[tuple[str, Param], ...] = ()
    grave: bool = True

    def text(self, language: str = "da") -> str:
        """What happened and what to do next."""
        return str(message(self.code, language, **dict(self.params)))


@dataclass(slots=True)
class Source:
    """A file as read: its data, where everything stands, and what was wrong so far."""

    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Where a value stands; for what is missing, where it should have stood."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def fault(self, path: Path, code: str, *, grave: bool = True, **params: Param) -> None:
        """Remember a fault of the value at `path`."""
        line, column = self.place(path)
        self.faults.append(Fault(line, column, code, tuple(params.items()), grave))

    @property
    def usable(self) -> bool:
        """Whether nothing grave was found."""
        return not any(fault.grave for fault in self.faults)


def read(content: bytes) -> Source:
    """The file's data; what cannot be taken is in `faults`, and `data` is None then."""
    source = Source()
    try:
        if len(content) > LARGEST:
            raise _refused(None, "form.file_too_large", most=LARGEST)
        text = content.decode("utf-8-sig")
        _require_plain(text)
        node = yaml.compose(text, Loader=_Loader)
        if node is None:
            raise _refused(None, "form.file_empty")
        source.data = _value(node, (), source)
    except _RefusedError as refused:
        source.faults.append(refused.fault)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        source.faults.append(Fault(line, column, "form.not_utf8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        source.faults.append(Fault(*_place(mark), "form.not_yaml"))
    except yaml.YAMLError as error:  # a character that YAML forbids
        at = getattr(error, "position", 0)
        before_text = text[:at] if isinstance(at, int) else ""
        line, column = before_text.count("\n") + 1, at - (before_text.rfind("\n") + 1) + 1
        source.faults.append(Fault(line, column, "form.not_yaml"))
    if not source.usable:
        source.data = None
    return source


def refuse(source: Source) -> UserError:
    """The first grave fault as an error: `form.unusable` with line, column and what is wrong."""
    first = min(fault for fault in source.faults if fault.grave)
    return UserError(
        "form.unusable", line=first.line, column=first.column, what=first.text().split(". ")[0]
    )


class _RefusedError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _refused(mark: Any, code: str, **params: Param) -> _RefusedError:
    return _RefusedError(Fault(*_place(mark), code, tuple(params.items())))


def _place(mark: Any) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _require_plain(text: str) -> None:
    """Look at the stream of events first: it grows with the file and never beyond it."""
    depth = documents = 0
    for event in _events(text):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refused(event.start_mark, "form.second_document")
        elif isinstance(event, yaml.AliasEvent):
            raise _refused(event.start_mark, "form.alias", name=str(event.anchor)[:40])
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise _refused(event.start_mark, "form.too_deep", most=DEEPEST)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.NodeEvent) and not isinstance(event, yaml.AliasEvent):
            if event.anchor:
                raise _refused(event.start_mark, "form.alias", name=str(event.anchor)[:40])
            if getattr(event, "tag", None) not in (None, "!"):
                raise _refused(event.start_mark, "form.tag", name=str(event.tag)[:60])


def _events(text: str) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=_Loader)


def _value(node: Any, path: Path, source: Source) -> Any:
    source.places.setdefault(path, _place(node.start_mark))
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*path, at), source) for at, one in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, source)
    return _scalar(node)


def _mapping(node: Any, path: Path, source: Source) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise _refused(key_node.start_mark, "form.odd_key")
        key = key_node.value
        if key in made:
            raise _refused(key_node.start_mark, "form.key_twice", name=key[:40])
        source.places[(*path, key)] = _place(key_node.start_mark)
        made[key] = _value(value_node, (*path, key), source)
    return made


def _scalar(node: Any) -> Any:
    text = node.value
    if node.style:  # quoted or a block: text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= _MOST_DIGITS and _INTEGER.fullmatch(text):
        return int(text)
    if len(text) <= _MOST_DIGITS and _DECIMAL.fullmatch(text):
        return float(text)
    return text
