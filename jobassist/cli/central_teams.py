"""A team's part in a case: `grant-team`, `revoke-team`."""

from argparse import Namespace
from typing import Any

from jobassist.cli.call import Call
from jobassist.cli.parser import a_day, one_of
from jobassist.records import CaseRole

WORDS = {"team": "Enhed"}


def add(verb: Any, finish: Any) -> None:
    """Declare the verbs."""
    grant = verb("grant-team", "giv en enhed adgang til en sag")
    grant.add_argument("case", metavar="SAG", help="sagens id")
    grant.add_argument(
        "team", metavar="ENHED", help="enhedens navn, som det står ved medarbejderne"
    )
    grant.add_argument("role", type=one_of(CaseRole), metavar="ROLLE", help="rolle i sagen")
    grant.add_argument(
        "--to-day", type=a_day, default="", metavar="DAG", help="sidste dag, som 2026-12-31"
    )
    finish(grant, _grant)
    revoke = verb("revoke-team", "tag en enheds adgang til en sag")
    revoke.add_argument("case", metavar="SAG", help="sagens id")
    revoke.add_argument("team", metavar="ENHED", help="enhedens navn")
    finish(revoke, _revoke)


def _grant(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    asked = (options.case, options.team, options.role, options.to_day)
    tell(call, part("admin").grant_team(url(call, options), *asked))


def _revoke(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    tell(call, part("admin").revoke_team(url(call, options), options.case, options.team))
