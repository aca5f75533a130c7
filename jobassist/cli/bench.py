"""`bench`: figures side by side with a named peer, measured in one run."""

import importlib
import inspect
import pkgutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, print_json
from jobassist.cli.parser import whole_number
from jobassist.errors import EnvironmentFault, UsageError


def add(parser: ArgumentParser) -> None:
    """Declare `bench`."""
    parser.add_argument("name", nargs="?", metavar="NAVN", help="målingen; uden navn vises alle")
    parser.add_argument(
        "--recordings",
        type=Path,
        metavar="MAPPE",
        help="optagelser med reference.tsv, hvor målingen kan bruge dem",
    )
    parser.add_argument(
        "--size", type=float, metavar="TAL", help="målingens størrelse; 1 er den fulde"
    )
    for name, about in (
        ("seeds", "så mange frø i en simulation"),
        ("devices", "så mange computere i den"),
        ("steps", "så mange skridt for hver"),
        ("writes", "så meget skriver hver af dem"),
    ):
        parser.add_argument(f"--{name}", type=whole_number, metavar="TAL", help=about)
    parser.add_argument("--minutes", type=float, metavar="TAL", help="slut efter så mange minutter")
    parser.add_argument("--part", metavar="DEL", help="kun denne del af målingen")
    parser.set_defaults(run=_run)


def names() -> list[str]:
    """The measurements there are. Raises: EnvironmentFault `cli.no_benchmarks` in a bundle."""
    try:
        import benchmarks
    except ImportError:
        raise EnvironmentFault("cli.no_benchmarks") from None
    found = (module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    return sorted(name for name in found if not name.startswith("_"))


def _run(call: Call, options: Namespace) -> None:
    known = names()
    if options.name is None:
        call.answer(known, known)
        return
    if options.name not in known:
        raise UsageError("cli.unknown_benchmark", names=", ".join(known) or "–")
    run = importlib.import_module(f"benchmarks.{options.name}").run
    figures: dict[str, Any] = run(**_asked_for(run, call, options))
    if call.json:
        print_json(figures)
        return
    for line in _lines(figures):
        print(line)


def _asked_for(run: Callable[..., Any], call: Call, options: Namespace) -> dict[str, Any]:
    """What a measurement asks for by the names of its parameters; the rest has defaults."""
    asked = inspect.signature(run).parameters
    given: dict[str, Any] = {}
    if "report" in asked:
        given["report"] = lambda line: print(line, file=sys.stderr, flush=True)
    if "model_dir" in asked:
        from speech.models import find_model

        given["model_dir"] = find_model(call.house.settings["model"], call.house.ears.model_dir)
    for name in (
        "recordings",
        "size",
        "part",
        "seeds",
        "devices",
        "steps",
        "writes",
        "minutes",
    ):
        if name in asked and getattr(options, name) is not None:
            given[name] = getattr(options, name)
    return given


def _lines(value: Any, name: str = "", indent: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        if name:
            yield f"{indent}{name}:"
        for key, inner in value.items():
            yield from _lines(inner, key, indent + ("  " if name else ""))
    elif isinstance(value, list):
        yield f"{indent}{name}:"
        for inner in value:
            yield (
                f"{indent}  - " + ", ".join(_lines(inner))
                if isinstance(inner, dict)
                else (f"{indent}  - {inner}")
            )
    else:
        shown = f"{value:.4g}" if isinstance(value, float) else value
        yield f"{indent}{name}: {shown}"
