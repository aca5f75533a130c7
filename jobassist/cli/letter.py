"""`letter`: write letters from standard texts, queue them, and give out their PDF."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, read_text, standard_input
from jobassist.cli.case import find_case
from jobassist.cli.parser import Parser, verbs
from jobassist.errors import EnvironmentFault, UsageError
from jobassist.records import DeliveryState, Letter, LetterDelivery, LetterState
from jobassist.records.plain import plain
from jobassist.services.exporting import may_save
from jobassist.session import Session

_STDIN = Path("-")
_STATES = {
    LetterState.DRAFT: "Kladde til brev",
    LetterState.DISCARDED: "Kladde, der er smidt ud",
    LetterState.QUEUED: "Brev i kø",
}
DELIVERIES = {
    DeliveryState.QUEUED: "i kø",
    DeliveryState.HANDED_OVER: "afleveret",
    DeliveryState.SENT: "sendt",
    DeliveryState.FAILED: "ikke sendt",
}
"""What became of a queued letter, in words; a draft has words of its own."""
_SHORT = {
    LetterState.DRAFT: "kladde",
    LetterState.DISCARDED: "smidt ud",
    LetterState.QUEUED: "i kø",
}


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `letter`."""
    verb = verbs(parser)
    new = verb("new", "skriv en kladde til borgeren ud fra en standardtekst")
    _case(new)
    new.add_argument("--phrase", required=True, metavar="NØGLE", help="standardtekstens nøgle")
    new.add_argument("--p-number", metavar="P", default="", help="til virksomheden i stedet")
    new.set_defaults(run=_new)
    edit = verb("edit", "ret en kladde")
    _letter(edit)
    edit.add_argument(
        "--text-file",
        type=Path,
        metavar="FIL",
        help="fil med teksten i UTF-8, eller - for resten af standard input",
    )
    edit.add_argument("--subject", metavar="EMNE", help="brevets emne")
    edit.add_argument(
        "--dated", type=date.fromisoformat, metavar="DATO", help="brevets dato: 2026-12-01"
    )
    edit.set_defaults(run=_edit)
    show = verb("show", "vis et brev")
    _letter(show)
    show.set_defaults(run=_show)
    list_ = verb("list", "vis en sags breve, det nyeste først")
    _case(list_)
    list_.add_argument("--discarded", action="store_true", help="de kladder, der er smidt ud")
    list_.set_defaults(run=_list)
    for name, help_, deed in (
        ("discard", "smid en kladde ud; den kan tages tilbage", "discard_letter"),
        ("restore", "tag en kladde tilbage, der er smidt ud", "restore_letter"),
        ("copy", "skriv et brev igen som en ny kladde", "copy_as_draft"),
    ):
        one = verb(name, help_)
        _letter(one)
        one.set_defaults(run=_do, deed=deed)
    queue = verb("queue", "læg et brev i kø: låst og underskrevet med sin PDF")
    _letter(queue)
    queue.set_defaults(run=_queue)
    pdf = verb("pdf", "skriv brevet som PDF/A til en fil")
    _letter(pdf)
    pdf.add_argument("--out", type=Path, required=True, metavar="FIL", help="filen, der skrives")
    pdf.set_defaults(run=_pdf)


def _case(parser: Parser) -> None:
    parser.add_argument("--case", required=True, metavar="ID", help="sagens id eller nummer")


def _letter(parser: Parser) -> None:
    parser.add_argument("letter", metavar="ID", help="brevets id")


def _new(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    with call.session() as session:
        case_id = find_case(session, options.case)
        given = {"virksomhed.pnummer": options.p_number} if options.p_number else {}
        letter = letters.new_letter(session, case_id, options.phrase, given)
    _answer(call, letter)


def _edit(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    said = {"subject": options.subject, "dated": options.dated}
    changes = {name: value for name, value in said.items() if value is not None}
    if not changes and options.text_file is None:
        raise UsageError("letter.nothing_to_change")
    with call.session() as session:  # on standard input the passphrase comes first
        if options.text_file is not None:
            with standard_input() as stream:
                from_input = options.text_file == _STDIN
                text = stream.read() if from_input else read_text(options.text_file)
            changes["text"] = text.rstrip("\n")
        letter = letters.save_letter(session, options.letter, **changes)
    _answer(call, letter)


def _do(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    deed: Callable[[Session, str], Letter] = getattr(letters, options.deed)
    with call.session() as session:
        letter = deed(session, options.letter)
    _answer(call, letter)


def _show(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    with call.session() as session:
        letter = letters.show_letter(session, options.letter)
        delivery = letters.deliveries(session, letter.case_id).get(letter.id)
    lines = [*_heading(letter, delivery), "", letter.recipient, "", letter.subject, "", letter.text]
    call.answer(told(letter, delivery), lines)


def _list(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    with call.session() as session:
        case_id = find_case(session, options.case)
        found = letters.list_letters(session, case_id, discarded=options.discarded)
        deliveries = letters.deliveries(session, case_id)
    answers = [told(letter, deliveries.get(letter.id)) for letter in found]
    call.answer(answers, (_line(letter, deliveries.get(letter.id)) for letter in found))


def _queue(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    with call.session() as session:
        letter, _pdf_bytes = letters.queue_letter(session, options.letter)
    _answer(call, letter)


def _pdf(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    may_save(call.house.settings, options.out)
    with call.session() as session:
        content = letters.pdf(session, options.letter)
    try:
        options.out.write_bytes(content)
    except OSError:
        raise EnvironmentFault("cli.unwritable_file") from None
    told_ = {"file": str(options.out), "bytes": len(content)}
    call.answer(told_, [f"{options.out}: {len(content)} byte"])


def told(letter: Letter, delivery: LetterDelivery | None = None) -> dict[str, Any]:
    """A letter as the command line tells it; `delivery` is null while no central has told."""
    return {
        "id": letter.id,
        "case": letter.case_id,
        "state": letter.state.value,
        "dated": plain(letter.dated),
        "phrase": letter.phrase,
        "sender": letter.sender,
        "recipient": letter.recipient,
        "recipient_cvr": letter.recipient_cvr,
        "subject": letter.subject,
        "text": letter.text,
        "queued_at": plain(letter.queued_at),
        "pdf_sha256": letter.pdf_id,
        "hash": letter.hash,
        "delivery": {"state": delivery.state.value, "reason": delivery.reason}
        if delivery
        else None,
    }


def _answer(call: Call, letter: Letter) -> None:
    call.answer(told(letter), _heading(letter))


def _heading(letter: Letter, delivery: LetterDelivery | None = None) -> list[str]:
    state = _STATES[letter.state]
    if delivery:
        state = f"Brev, {DELIVERIES[delivery.state]}"
        state += f" ({delivery.reason})" if delivery.reason else ""
    lines = [f"{state}: {letter.id}"]
    if letter.hash:
        lines.append(f"Segl: {letter.hash}")
    return lines


def _line(letter: Letter, delivery: LetterDelivery | None) -> str:
    state = DELIVERIES[delivery.state] if delivery else _SHORT[letter.state]
    return f"{letter.dated:%Y-%m-%d}  {state:<12}{letter.id}  {letter.subject[:60]}"
