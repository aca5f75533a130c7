"""`phrase`: the standard texts."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, existing
from jobassist.cli.parser import verbs, whole_number
from jobassist.cli.progress import Progress
from jobassist.cli.sounds import for_each_sound
from jobassist.errors import UsageError
from jobassist.ports.speech import Samples

_LEAST_CANDIDATES = 5
_LONGEST_REQUEST = 60.0  # seconds of a recording that are listened to


def add(parser: ArgumentParser) -> None:
    """Declare `phrase list`, `import`, `export`, `check` and `match`."""
    verb = verbs(parser)
    verb("list", "vis alle standardtekster").set_defaults(run=_list)
    import_ = verb("import", "importér fra CSV, JSON eller Word: noegle,titel,talenavn,…")
    import_.add_argument("file", type=Path, nargs="?", metavar="FIL", help="CSV, JSON eller Word")
    import_.add_argument("--shipped", action="store_true", help="teksterne, der følger med")
    import_.set_defaults(run=_import)
    export = verb("export", "skriv teksterne til en fil; endelsen vælger: .csv, .json eller .docx")
    export.add_argument("file", type=Path, metavar="FIL", help="filen, der skrives")
    export.add_argument("--with-private", action="store_true", help="også dine private tekster")
    export.set_defaults(run=_export)
    check = verb("check", "se biblioteket igennem: fejl, dubletter, navne, der lyder ens")
    check.set_defaults(run=_check)
    match = verb("match", "find den standardtekst, der bliver sagt i en lydfil")
    match.add_argument(
        "--audio",
        type=Path,
        action="append",
        required=True,
        metavar="FIL",
        help="lydfil; gentages",
    )
    match.add_argument(
        "--top",
        type=whole_number,
        default=_LEAST_CANDIDATES,
        metavar="N",
        help="antal bud (mindst 5)",
    )
    match.set_defaults(run=_match)


def _list(call: Call, _options: Namespace) -> None:
    from jobassist.records import PrivatePhrase
    from jobassist.services.phrases import list_phrases

    with call.session() as session:
        known = list_phrases(session)
    told = [
        {
            "key": phrase.key,
            "title": phrase.title,
            "spoken_name": phrase.name_to_say,
            "category": phrase.category,
            "tags": list(phrase.tags),
            "abbreviation": phrase.abbreviation,
            "private": isinstance(phrase, PrivatePhrase),
            "version": phrase.version,
            "text": phrase.body,
        }
        for phrase in known
    ]
    call.answer(told, (f"{p.key:<28}{p.category:<18}{p.name_to_say}" for p in known))


def _import(call: Call, options: Namespace) -> None:
    from jobassist.services.phrases import import_file, import_library

    if options.shipped == (options.file is not None):
        raise UsageError("phrase.file_or_shipped")
    if options.file:
        existing(options.file)
    with call.session() as session:
        counts = import_library(session) if options.shipped else import_file(session, options.file)
    line = (
        f"{counts['imported']} standardtekster læst: {counts['added']} nye, "
        f"{counts['changed']} ændrede, {counts['unchanged']} uændrede."
    )
    call.answer(counts, [line])


def _export(call: Call, options: Namespace) -> None:
    from jobassist.services.phrase_file import FORMATS, export_file

    format = options.file.suffix.lower().removeprefix(".")
    if format not in FORMATS:
        raise UsageError("phrase.unknown_format", formats=", ".join(sorted(FORMATS)))
    with call.session() as session:
        size = export_file(session, options.file, with_private=options.with_private)
    told = {"file": str(options.file), "format": format, "bytes": size}
    call.answer(told, [f"{options.file}: {size} byte"])


def _check(call: Call, _options: Namespace) -> int:
    from jobassist.services.phrase_check import check_library

    with call.session() as session:
        found = check_library(session)
    told = {"ok": not found.faults, **asdict(found)}
    call.answer(told, _findings(told))
    return 0 if told["ok"] else 1


def _findings(told: dict[str, Any]) -> Iterator[str]:
    headings = {
        "faults": "skal rettes",
        "sounds_alike": "lyder ens",
        "same_abbreviation": "har samme forkortelse",
        "duplicates": "siger det samme",
        "misspelled": "er måske stavet forkert",
        "without_law": "har ingen lovhenvisning for i dag: skriv den i teksten",
        "unsure_law": "har en lovhenvisning, som en jurist skal bekræfte",
        "drafts": "venter på godkendelse",
        "expired": "er udløbet",
        "suggestions": "kan forbedres",
    }
    for name, heading in headings.items():
        yield f"{heading}: {len(told[name])}"
        for one in told[name]:
            parts = (
                one.values() if isinstance(one, dict) else [one] if isinstance(one, str) else one
            )
            yield "  " + "  ".join(str(part) for part in parts if part)


def _match(call: Call, options: Namespace) -> int:
    from jobassist.services.phrases import list_phrases

    top = max(options.top, _LEAST_CANDIDATES)
    with call.session() as session:
        known = list_phrases(session)
        names = [(phrase.key, phrase.name_to_say) for phrase in known]
        titles = {phrase.key: phrase.title for phrase in known}

        def one(samples: Samples, _show: Progress) -> dict[str, Any]:
            match = session.recogniser().match(samples, names, top)
            candidates = [
                {"key": c.key, "title": titles[c.key], "score": c.score} for c in match.candidates
            ]
            return {
                "heard": match.heard,
                "candidates": candidates,
                "accepted": match.accepted,
                "seconds": round(match.seconds, 3),
            }

        answers = for_each_sound(options.audio, one, _LONGEST_REQUEST)
    call.answer(answers, (_line(answer) for answer in answers if "error" not in answer))
    return 1 if any("error" in answer for answer in answers) else 0


def _line(answer: dict[str, Any]) -> str:
    if not (answer["heard"] or answer["accepted"]):
        return f"{answer['file']}: der er ikke hørt tale"
    best = ", ".join(candidate["title"] for candidate in answer["candidates"][:3])
    return f"{answer['file']}: {answer['accepted'] or 'ikke sikker'} (bud: {best})"
