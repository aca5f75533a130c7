"""argparse that speaks Danish, and whose complaints are errors like any other."""

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NoReturn

from jobassist.errors import UsageError

_DANISH = (
    (r"the following arguments are required: (.+)", r"der mangler \1"),
    (r"one of the arguments (.+) is required", r"der mangler en af \1"),
    (r"unrecognized arguments: (.+)", r"ukendt: \1"),
    (r"argument (.+): invalid choice: (.+) \(choose from .+\)", r"ukendt valg \2 til \1"),
    (r"argument (.+): invalid int value: (.+)", r"\1 skal være et helt tal, ikke \2"),
    (r"argument (.+): expected (?:one|at least one) argument", r"\1 mangler sin værdi"),
    (r"argument (.+): expected .+ arguments?", r"\1 har ikke det rette antal værdier"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 tager ingen værdi"),
    (r"argument (.+): invalid .+ value: (.+)", r"\1 kan ikke være \2"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 kan ikke bruges sammen med \2"),
    (r"ambiguous option: (.+) could match .+", r"\1 er ikke entydig"),
    (r"argument (.+): (.+)", r"\1: \2"),
)
_LONGEST = 200
_HIGHEST_PORT = 65535


class Parser(argparse.ArgumentParser):
    """A parser with Danish headings that raises instead of ending the process.

    Raises: UsageError `app.usage_of` with `detail`, one line, and the `command` whose help tells
    more.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, allow_abbrev=False, **options)
        self._positionals.title = "argumenter"
        self._optionals.title = "valg"
        self.add_argument("-h", "--help", action="help", help="vis denne hjælp")

    def error(self, message: str) -> NoReturn:
        """Raise the complaint, in Danish."""
        for english, danish in _DANISH:
            if re.fullmatch(english, message, re.DOTALL):
                message = re.sub(english, danish, message, flags=re.DOTALL)
                break
        detail = " ".join(message.split())[:_LONGEST]
        raise UsageError("app.usage_of", detail=detail, command=self.prog)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As it is, but nothing is left over: the verb that does not know it says so itself."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown


def verbs(parser: argparse.ArgumentParser) -> Callable[..., Parser]:
    """The parser's verbs (`case list`): call the result with a verb and its `help`."""
    made = parser.add_subparsers(
        title="handlinger", metavar="HANDLING", dest="verb", required=True, parser_class=Parser
    )

    def verb(name: str, help: str) -> Parser:
        return made.add_parser(name, help=help, description=help)

    return verb


def whole_number(text: str) -> int:
    """An argument's type: 0 or more."""
    number = int(text) if text.isascii() and text.isdigit() else -1
    if number < 0:
        raise argparse.ArgumentTypeError("skal være et helt tal fra 0 og op")
    return number


def a_port(text: str) -> int:
    """An argument's type: a port; 0 stands for any that is free."""
    number = whole_number(text)
    if number > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"skal være højst {_HIGHEST_PORT}")
    return number


def one_of(names: Iterable[str]) -> Callable[[str], str]:
    """An argument's type: one of the names, which are told when it is none of them."""
    known = tuple(names)

    def read(text: str) -> str:
        if text not in known:
            raise argparse.ArgumentTypeError(f"skal være {', '.join(known[:-1])} eller {known[-1]}")
        return text

    return read


def a_day(text: str) -> str:
    """An argument's type: a day as 2026-12-31, or nothing."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise argparse.ArgumentTypeError("skal være en dag som 2026-12-31") from None


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=96)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "brug: " if prefix is None else prefix)
