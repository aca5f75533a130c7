"""`letter`: write letters from standard texts, queue them, and give out their PDF."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, read_text
from jobassist.cli.case import find_case
from jobassist.cli.parser import Parser, verbs
from jobassist.errors import EnvironmentFault
from jobassist.records import Letter, LetterState
from jobassist.records.plain import plain

_STDIN = Path("-")


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `letter`."""
    verb = verbs(parser)
    new = verb("new", "skriv en kladde til borgeren ud fra en standardtekst")
    _case(new)
    new.add_argument("--phrase", required=True, metavar="NØGLE", help="standardtekstens nøgle")
    new.set_defaults(run=_new)
    edit = verb("edit", "erstat teksten i en kladde")
    _letter(edit)
    edit.add_argument(
        "--text-file",
        type=Path,
        required=True,
        metavar="FIL",
        help="fil med teksten i UTF-8, eller - for resten af standard input",
    )
    edit.set_defaults(run=_edit)
    show = verb("show", "vis et brev")
    _letter(show)
    show.set_defaults(run=_show)
    list_ = verb("list", "vis en sags breve, det nyeste først")
    _case(list_)
    list_.set_defaults(run=_list)
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
        letter = letters.new_letter(session, case_id, options.phrase)
    _answer(call, letter)


def _edit(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    with call.session() as session:  # on standard input the passphrase comes first
        from_input = options.text_file == _STDIN
        text = sys.stdin.read() if from_input else read_text(options.text_file)
        letter = letters.save_letter(session, options.letter, text=text.rstrip("\n"))
    _answer(call, letter)


def _show(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    with call.session() as session:
        letter = letters.show_letter(session, options.letter)
    lines = [*_heading(letter), "", letter.recipient, "", letter.subject, "", letter.text]
    call.answer(told(letter), lines)


def _list(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    with call.session() as session:
        found = letters.list_letters(session, find_case(session, options.case))
    call.answer([told(letter) for letter in found], (_line(letter) for letter in found))


def _queue(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    with call.session() as session:
        letter, _pdf_bytes = letters.queue_letter(session, options.letter)
    _answer(call, letter)


def _pdf(call: Call, options: Namespace) -> None:
    from jobassist.services import letters

    with call.session() as session:
        content = letters.pdf(session, options.letter)
    try:
        options.out.write_bytes(content)
    except OSError:
        raise EnvironmentFault("cli.unwritable_file") from None
    told_ = {"file": str(options.out), "bytes": len(content)}
    call.answer(told_, [f"{options.out}: {len(content)} byte"])


def told(letter: Letter) -> dict[str, Any]:
    """A letter as the command line tells it."""
    return {
        "id": letter.id,
        "case": letter.case_id,
        "state": letter.state.value,
        "dated": plain(letter.dated),
        "phrase": letter.phrase,
        "sender": letter.sender,
        "recipient": letter.recipient,
        "subject": letter.subject,
        "text": letter.text,
        "queued_at": plain(letter.queued_at),
        "pdf_sha256": letter.pdf_id,
        "hash": letter.hash,
    }


def _answer(call: Call, letter: Letter) -> None:
    call.answer(told(letter), _heading(letter))


def _heading(letter: Letter) -> list[str]:
    state = "Brev i kø" if letter.state is LetterState.QUEUED else "Kladde til brev"
    lines = [f"{state} {letter.id}"]
    if letter.hash:
        lines.append(f"Segl: {letter.hash}")
    return lines


def _line(letter: Letter) -> str:
    return f"{letter.dated:%Y-%m-%d}  {letter.state.value:<7}{letter.id}  {letter.subject[:60]}"
