"""Keep a small store as today's program makes it, so that every later one is tried on it.

Usage: python tests/storage/kept/make.py            from this source tree, for each release
       python tests/storage/kept/make.py SOURCE     from an earlier one, unpacked in SOURCE

The folder it makes is named after the newest step of the schema: `store/` is the data folder as a
laptop has it, `content.json.gz` every row as that program wrote it. Everything in it is made up,
its passphrase stands below, and its key derivation is the cheapest there is: nobody's data is in
it. One of a format that is there already is left alone, because kept stores never change.
"""

import dataclasses
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PASSPHRASE = "Blå krukker på vandretur over Rold Skov"
OWNER = "Åse Sagsbehandler-Østergård"
_INSTANT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    """Make the store, and say where it is."""
    source = Path(arguments[0]) if arguments else HERE.parents[2]
    sys.path.insert(0, str(source.resolve()))
    os.umask(0o077)
    from storage.migrations import STEPS

    place = HERE / STEPS[-1][0]
    if place.exists():
        sys.stdout.write(f"{place.name} is kept already.\n")
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "store"
        _fill(folder)
        content = json.dumps(_content(folder), ensure_ascii=False, indent=0)
        place.mkdir()
        shutil.copytree(folder, place / "store", ignore=shutil.ignore_patterns("writer.*", "log"))
    (place / "content.json.gz").write_bytes(gzip.compress(content.encode(), 9, mtime=0))
    sys.stdout.write(f"{place.name} is kept: add it to the release.\n")
    return 0


def _fill(folder: Path) -> None:
    """A seeded caseload by the command line, then two records of every kind there is."""
    from jobassist.records import KINDS
    from storage import opening
    from storage.vault.keys import Kdf

    opened, _ = opening.create(folder, PASSPHRASE, OWNER, kdf=Kdf(passes=1, memory=8, lanes=1))
    opened.close()
    _command(folder, "seed", "--cases", "3", "--notes", "3", "--seed", "7")
    opened = opening.unlock(folder, PASSPHRASE)
    with opened.store.write() as tx:
        for kind in KINDS.values():
            for number, full in ((1, True), (2, False)):
                tx.put(_record(kind, number, full=full))
    with opened.store.write() as tx:
        tx.set_setting("kept.store", "Ærlighed varer længst")
    opened.close()


def _command(folder: Path, *words: str) -> None:
    """A command of that program, as a user gives it."""
    given = [sys.executable, "-m", "jobassist", "--data-dir", str(folder), "--json", *words]
    secret = f"{PASSPHRASE}\n".encode()
    subprocess.run(given, input=secret, cwd=sys.path[0], check=True, stdout=subprocess.DEVNULL)


def _record(kind: Any, number: int, *, full: bool) -> Any:
    """A record of the kind: with every field set, or with as few as may be."""
    position = sorted(_kinds()).index(kind.name)
    values = {f.name: _value(kind, f, number) for f in kind.fields if full or not f.nullable}
    return kind.cls(id=_id(position, number), **values)


def _kinds() -> Any:
    from jobassist.records import KINDS

    return KINDS


def _id(position: int, number: int) -> str:
    return f"01920000-0000-7000-8000-{position:06d}{number:06d}"


def _value(kind: Any, field: Any, number: int) -> Any:
    if field.references:
        return _id(sorted(_kinds()).index(field.references), number)
    if issubclass(field.type, Enum):
        sealing = kind.sealed_when[1] if kind.sealed_when else None  # only the program itself seals
        open_ones = [value for value in field.type if value != sealing] or list(field.type)
        return open_ones[number % len(open_ones)]
    words = f"Rødgrød {kind.name} {field.name} {number}"
    (default,) = (f.default for f in dataclasses.fields(kind.cls) if f.name == field.name)
    if default in ("{}", "[]"):
        return json.dumps({"felt": words} if default == "{}" else [words], ensure_ascii=False)
    by_type = {
        str: words,
        int: number,
        bool: number == 1,
        date: date(2026, 11, number),
        datetime: _INSTANT.replace(day=number),
        tuple: ("fløde", words),
    }
    return by_type[field.type]


def table_rows(connection: Any) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but the full-text index's own, bytes as hexadecimal digits."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    names = [row[0] for row in connection.exec_driver_sql(query)]
    tables = [name for name in names if not name.startswith("sqlite_") and "_fts" not in name]
    return {table: _rows(connection, table) for table in tables}


def _rows(connection: Any, table: str) -> list[dict[str, Any]]:
    rows = connection.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY rowid').mappings()
    return [
        {name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()}
        for row in rows
    ]


def _content(folder: Path) -> dict[str, list[dict[str, Any]]]:
    from storage import opening

    opened = opening.unlock(folder, PASSPHRASE)
    try:
        with opened.engine.connect() as connection:
            return table_rows(connection)
    finally:
        opened.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
