"""`phrase`: the standard texts."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call
from jobassist.cli.parser import verbs, whole_number
from jobassist.cli.progress import Progress
from jobassist.cli.sounds import for_each_sound
from jobassist.ports.speech import Samples

_LEAST_CANDIDATES = 5


def add(parser: ArgumentParser) -> None:
    """Declare `phrase list`, `phrase import` and `phrase match`."""
    verb = verbs(parser)
    verb("list", "vis alle standardtekster").set_defaults(run=_list)
    import_ = verb("import", "importér fra CSV: noegle,titel,talenavn,kategori,tekst")
    import_.add_argument("file", type=Path, metavar="FIL", help="CSV-fil i UTF-8")
    import_.set_defaults(run=_import)
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
    from jobassist.services.phrases import list_phrases

    with call.session() as session:
        known = list_phrases(session)
    told = [
        {
            "key": phrase.key,
            "title": phrase.title,
            "spoken_name": phrase.name_to_say,
            "category": phrase.category,
            "version": phrase.version,
            "text": phrase.body,
        }
        for phrase in known
    ]
    call.answer(told, (f"{p.key:<28}{p.category:<18}{p.name_to_say}" for p in known))


def _import(call: Call, options: Namespace) -> None:
    from jobassist.services.phrases import import_file

    with call.session() as session:
        counts = import_file(session, options.file)
    line = (
        f"{counts['imported']} standardtekster læst: {counts['added']} nye, "
        f"{counts['changed']} ændrede."
    )
    call.answer(counts, [line])


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

        answers = for_each_sound(options.audio, one)
    call.answer(answers, (_line(answer) for answer in answers if "error" not in answer))
    return 1 if any("error" in answer for answer in answers) else 0


def _line(answer: dict[str, Any]) -> str:
    best = ", ".join(candidate["title"] for candidate in answer["candidates"][:3])
    return f"{answer['file']}: {answer['accepted'] or 'ikke sikker'} (bud: {best})"
