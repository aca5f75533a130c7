"""One call of the command line: where the data is, who may open it, and how to answer."""

import getpass
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobassist import messages
from jobassist.errors import UsageError

if TYPE_CHECKING:
    from jobassist.bootstrap import House
    from jobassist.session import Session


class Call:
    """What every command gets, besides its own options."""

    def __init__(
        self, *, data_dir: Path | None, passphrase_file: Path | None, json: bool = False
    ) -> None:
        self.data_dir = data_dir
        self.json = json
        self._passphrase_file = passphrase_file
        self._house: House | None = None

    @property
    def house(self) -> "House":
        """The wiring, made when first asked for."""
        if self._house is None:
            from jobassist.bootstrap import build

            self._house = build(self.data_dir)
        return self._house

    def passphrase(self) -> str:
        """From the file, the terminal, or one line of standard input; never from the arguments.

        Raises: UsageError `app.no_passphrase`, `app.unreadable_file`.
        """
        if self._passphrase_file is not None:
            text = read_text(self._passphrase_file)
        elif sys.stdin.isatty():
            text = getpass.getpass("Adgangssætning: ")
        else:
            text = sys.stdin.readline()
        passphrase = text.split("\n", 1)[0].rstrip("\r")
        if not passphrase:
            raise UsageError("app.no_passphrase")
        return passphrase

    @contextmanager
    def session(self) -> "Iterator[Session]":
        """The unlocked session for the length of the `with`."""
        passphrase = self.passphrase()
        try:
            session = self.house.unlock(passphrase)
            if doubt := self.house.opened.doubt:
                print(f"jobassist: {messages.explain(doubt)}", file=sys.stderr)
            yield session
        finally:
            self.house.lock()

    def answer(self, data: Any, lines: Iterable[str]) -> None:
        """Print `data` as JSON if that was asked for, and the lines for people otherwise."""
        if self.json:
            print_json(data)
            return
        for line in lines:
            print(line)


def print_json(data: Any) -> None:
    """`data` on standard output, readable by people and programs."""
    print(json.dumps(data, ensure_ascii=False, indent=2), flush=True)


def read_text(file: Path) -> str:
    """A UTF-8 file named on the command line (with or without a byte order mark).

    Raises: UsageError `app.unreadable_file`.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        raise UsageError("app.unreadable_file") from None
