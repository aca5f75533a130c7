"""One citizen or company twice at the central: `duplicates`, `join`; a new number: `citizen`."""

import json
import sys
from argparse import Namespace
from typing import Any

from jobassist.cli.call import Call
from jobassist.errors import UsageError
from jobassist.record_words import kind_word

WORDS = {
    "kind": "Slags",
    "record": "Post",
    "of": "Samme nummer som",
    "twin": "Samme nummer som",
    "repointed": "Omlagte henvisninger",
}


def add(verb: Any, finish: Any) -> None:
    """Declare the verbs."""
    finish(verb("duplicates", "vis borgere og virksomheder, der står dobbelt"), _duplicates)
    join = verb("join", "læg to poster om samme borger eller virksomhed sammen")
    join.add_argument("keep", metavar="POST", help="den, der bliver")
    join.add_argument("gone", metavar="DUBLET", help="den, der går op i den")
    finish(join, _join)
    citizen = verb("citizen", "ret en borgers CPR-nummer, navn, adresse eller beskyttelse")
    citizen.add_argument(
        "citizen", metavar="BORGER", help="borgerens id; felterne læses som JSON fra standard input"
    )
    finish(citizen, _citizen)


def _duplicates(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, url

    found = part("care").duplicates(url(call, options))
    call.answer(
        found, (f"{kind_word(one['kind'])}: {one['record']} = {one['of']}" for one in found)
    )


def _join(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    tell(call, part("care").join(url(call, options), options.keep, options.gone))


def _citizen(call: Call, options: Namespace) -> None:
    """A number or a name is never an argument: others could see it."""
    from jobassist.cli.central import part, tell, url

    try:
        fields = json.loads(sys.stdin.read())
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise UsageError("central.no_fields")
    tell(call, part("care").change_citizen(url(call, options), options.citizen, fields))
