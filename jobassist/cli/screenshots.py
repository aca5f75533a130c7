"""`screenshots`: a picture of every page, with synthetic data and without a display."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory

from jobassist.cli.call import Call, writing

_CASES, _NOTES, _SEED = 24, 6, 7


def add(parser: ArgumentParser) -> None:
    """Declare `screenshots`."""
    parser.add_argument("--out", type=Path, required=True, metavar="MAPPE", help="her lægges PNG")
    parser.set_defaults(run=_run)


def _run(call: Call, options: Namespace) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with writing():
        options.out.mkdir(parents=True, exist_ok=True)
    files = [str(file) for file in take(options.out)]
    call.answer(files, files)


def take(out: Path) -> list[Path]:
    """Make a store of synthetic cases, picture every page of it into `out`, and remove it."""
    from jobassist.bootstrap import build
    from jobassist.services.phrases import import_standard_texts
    from jobassist.services.seed import seed
    from ui.screenshots import render

    opens = token_urlsafe()
    with TemporaryDirectory() as folder:
        settings = '{"test_persons": true}'  # forms are filled in about invented people
        Path(folder, "settings.json").write_text(settings, encoding="utf-8")
        house = build(Path(folder))
        try:
            session, _recovery_key = house.create(opens, "Mette Holm")
            import_standard_texts(session)
            seed(session, cases=_CASES, notes=_NOTES, seed=_SEED)
            house.lock()
            return render(house, house.settings, out, passphrase=opens)
        finally:
            house.lock()
