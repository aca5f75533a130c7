"""One call of the command line: where the data is, who may open it, and how to answer."""

import getpass
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from jobassist import messages
from jobassist.errors import AppError, EnvironmentFault, UsageError

_LONGEST_PASSPHRASE = 4096
_LARGEST_TEXT = 1 << 20

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

    @property
    def may_unlock(self) -> bool:
        """Whether a file with the passphrase was named, so that nobody has to be asked."""
        return self._passphrase_file is not None

    def passphrase(self) -> str:
        """From the file, the terminal, or one line of standard input; never from the arguments.

        Raises: UsageError `app.no_passphrase`, `cli.file_too_large`, and what
        `read_text` and `standard_input` raise.
        """
        if self._passphrase_file is not None:
            text = read_text(self._passphrase_file, at_most=_LONGEST_PASSPHRASE)
        elif sys.stdin.isatty():
            text = getpass.getpass("Adgangssætning: ")
        else:
            with standard_input() as said:
                text = said.readline(_LONGEST_PASSPHRASE + 1)
        passphrase = text.split("\n", 1)[0].rstrip("\r")
        if not passphrase:
            raise UsageError("app.no_passphrase")
        if len(passphrase) > _LONGEST_PASSPHRASE:
            raise UsageError("cli.file_too_large", most=_LONGEST_PASSPHRASE)
        return passphrase

    @contextmanager
    def session(self) -> "Iterator[Session]":
        """The unlocked session for the length of the `with`."""
        passphrase = self.passphrase()
        try:
            session = self.house.unlock(passphrase)
            if doubt := self.house.opened.doubt:
                self.warn(doubt)
            yield session
        finally:
            self.house.lock()

    def warn(self, about: AppError) -> None:
        """Tell on standard error what does not stop the command."""
        print(f"jobassist: {messages.explain(about)}", file=sys.stderr)

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


def existing(file: Path) -> Path:
    """The file, which is there. Raises: UsageError `cli.no_such_file`, `cli.not_a_file`."""
    if not file.exists():
        raise UsageError("cli.no_such_file")
    if file.is_dir():
        raise UsageError("cli.not_a_file")
    return file


@contextmanager
def standard_input() -> Iterator[TextIO]:
    """Around what reads standard input. Raises: UsageError `cli.unreadable_input`."""
    try:
        yield sys.stdin
    except UnicodeDecodeError:
        raise UsageError("cli.unreadable_input") from None


@contextmanager
def writing() -> Iterator[None]:
    """Around what writes a file the user named. Raises: EnvironmentFault `cli.unwritable_file`."""
    try:
        yield
    except OSError:
        raise EnvironmentFault("cli.unwritable_file") from None


def read_text(file: Path, *, at_most: int = _LARGEST_TEXT) -> str:
    """A UTF-8 file named on the command line (with or without a byte order mark).

    No more than `at_most` bytes are read: a device never ends. Raises: UsageError
    `cli.no_such_file`, `cli.not_a_file`, `cli.file_too_large`, `app.unreadable_file`.
    """
    try:
        with existing(file).open("rb") as stream:
            content = stream.read(at_most + 1)
        if len(content) > at_most:
            raise UsageError("cli.file_too_large", most=at_most)
        text = content.decode("utf-8-sig")
    except (OSError, ValueError):
        raise UsageError("app.unreadable_file") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
