"""`central post`: the queue of letters for Digital Post."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from jobassist.cli.call import Call
from jobassist.cli.letter import DELIVERIES
from jobassist.cli.parser import Parser
from jobassist.records import DeliveryState

Run = Callable[[Call, Namespace, ModuleType, str | None], None]
"""What a verb does, given the central's part for it and the database."""


def add(verb: Callable[..., Parser], finish: Callable[[Parser, Run], None]) -> None:
    """Declare `run`, `list` and `retry`."""
    run = verb("run", "hent kvitteringer, og aflevér de breve, hvis PDF er her")
    run.add_argument(
        "--folder", type=Path, required=True, metavar="MAPPE", help="mappen, gatewayen læser"
    )
    run.add_argument("--sender-cvr", required=True, metavar="CVR", help="kommunens CVR-nummer")
    run.add_argument("--sender-name", required=True, metavar="NAVN", help="kommunens navn")
    run.add_argument("--memo-version", metavar="V", default="1.2", help="MeMo 1.2 (eller 1.1)")
    finish(run, _run)
    incoming = verb("take-in", "læg indkommen post fra mappen i borgernes sager")
    incoming.add_argument("--folder", type=Path, required=True, metavar="MAPPE",
                          help="mappen, hvor gatewayen lægger meddelelser i in/")  # fmt: skip
    incoming.add_argument(
        "--recipient-cvr", required=True, metavar="CVR", help="kommunens CVR-nummer"
    )
    finish(incoming, _take_in)
    finish(verb("list", "vis køen og hvert brevs tilstand"), _list)
    retry = verb("retry", "læg et brev, der slog fejl, i kø igen")
    retry.add_argument("letter", metavar="BREV", help="brevets id")
    finish(retry, _retry)


def _run(call: Call, options: Namespace, post: ModuleType, url: str | None) -> None:
    told: dict[str, Any] = post.run(
        url, options.folder, options.sender_cvr, options.sender_name, options.memo_version
    )
    line = (
        f"{told['sent']} sendt, {told['failed']} ikke sendt, {told['handed_over']} afleveret, "
        f"{told['waiting']} venter på deres PDF."
    )
    call.answer(told, [line])


def _list(call: Call, _options: Namespace, post: ModuleType, url: str | None) -> None:
    found: list[dict[str, Any]] = post.listed(url)
    lines = (f"{one['letter']}  {_words(one)}  {one['reason']}" for one in found)
    call.answer(found, lines)


def _retry(call: Call, options: Namespace, post: ModuleType, url: str | None) -> None:
    call.answer(post.retry(url, options.letter), ["Brevet er i kø igen."])


def _take_in(call: Call, options: Namespace, _post: ModuleType, url: str | None) -> None:
    from jobassist.cli.central import part

    told: dict[str, Any] = part("post.incoming").take_in(url, options.folder, options.recipient_cvr)
    line = (
        f"{told['taken_in']} lagt i sager, {told['known']} var her allerede, "
        f"{told['set_aside']} lagt til side."
    )
    call.answer(told, [line])


def _words(one: dict[str, Any]) -> str:
    return f"{DELIVERIES[DeliveryState(one['state'])]:<11}{one['queued_at'][:10]}"
