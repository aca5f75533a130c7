"""`central connectors` and `central import`: other systems, from the command line."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, existing
from jobassist.cli.parser import verbs
from jobassist.messages import message

_STATES = {
    "waiting": "venter",
    "delivered": "afleveret",
    "received": "kvitteret",
    "dead": "opgivet",
}


def add(verb: Any, finish: Any) -> None:
    """Declare the verbs."""
    connectors = verbs(verb("connectors", "forbindelser til andre systemer"))
    finish(connectors("run", "hent kvitteringer, og aflevér det, der er tid til"), _run)
    finish(connectors("list", "vis alle afleveringer og deres tilstand"), _list)
    retry = connectors("retry", "prøv en opgivet aflevering igen")
    retry.add_argument("delivery", metavar="AFLEVERING", help="afleveringens id")
    finish(retry, _retry)
    take_in = verb("import", "hent borgere eller virksomheder fra en fil (CSV eller JSON)")
    take_in.add_argument("what", choices=("citizens", "companies"), metavar="HVAD",
                         help="citizens eller companies")  # fmt: skip
    take_in.add_argument("file", type=Path, metavar="FIL", help=".csv eller .json")
    take_in.add_argument("--dry-run", action="store_true", help="kontrollér kun")
    take_in.add_argument("--test-persons", action="store_true", help="tillad erstatnings-CPR")
    finish(take_in, _import)


def _run(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, url

    told = part("connectors.admin").run(url(call, options))
    line = (
        f"{told['delivered']} afleveret, {told['received']} kvitteret, "
        f"{told['again']} prøves igen, {told['dead']} opgivet."
    )
    call.answer(told, [line])


def _list(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, url

    found = part("connectors.admin").listed(url(call, options))
    lines = (
        f"{one['id']}  {one['connector']:<16}{_STATES[one['state']]:<11}{one['queued_at'][:10]}"
        f"  {one['reason']}"
        for one in found
    )
    call.answer(found, lines)


def _retry(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, url

    told = part("connectors.admin").retry(url(call, options), options.delivery)
    call.answer(told, ["Afleveringen prøves igen."])


def _import(call: Call, options: Namespace) -> int:
    from jobassist.cli.central import part, url

    told = part("connectors.intake").take_in(
        url(call, options),
        options.what,
        existing(options.file),
        dry_run=options.dry_run,
        test_persons=options.test_persons,
    )
    call.answer(told, _import_lines(told))
    return 1 if told["faults"] else 0


def _import_lines(told: dict[str, Any]) -> list[str]:
    faults = [
        f"Linje {one['line']}, {one['column']}: {message(one['code']).what}"
        for one in told["faults"]
    ]
    counts = (
        f"{told['made']} nye, {told['changed']} ændrede, {told['same']} uændrede, "
        f"{told['cases']} nye sager."
    )
    kept = "Alt er taget ind." if told["taken_in"] else "Intet er taget ind."
    return [*faults, counts, kept]
