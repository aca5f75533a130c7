"""`note`: write, finalise, correct, show, list and search journal notes."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from jobassist.cli.call import Call, read_text, standard_input
from jobassist.cli.case import find_case
from jobassist.cli.parser import Parser, verbs
from jobassist.errors import UserError
from jobassist.records import Note, NoteState
from jobassist.records.plain import plain

_NO_LIMIT = 1_000_000
_STDIN = Path("-")


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `note`."""
    verb = verbs(parser)
    new = verb("new", "skriv en ny kladde")
    _case(new)
    _text(new)
    new.set_defaults(run=_new)
    edit = verb("edit", "erstat teksten i en kladde")
    _note(edit)
    _text(edit)
    edit.set_defaults(run=_edit)
    finalise = verb("finalise", "afslut en kladde: låst, kædet og underskrevet")
    _note(finalise)
    finalise.add_argument(
        "--despite-others",
        action="store_true",
        help="selv om notatet nævner en anden kendt borger",
    )
    finalise.set_defaults(run=_finalise)
    addendum = verb("addendum", "skriv en tilføjelse (kladde) til et endeligt notat")
    _note(addendum)
    _text(addendum)
    addendum.set_defaults(run=_addendum)
    show = verb("show", "vis et notat")
    _note(show)
    show.set_defaults(run=_show)
    list_ = verb("list", "vis en sags notater, det nyeste først")
    _case(list_)
    list_.set_defaults(run=_list)
    search = verb("search", "søg i alle notater")
    search.add_argument(
        "query",
        metavar="SØGEORD",
        help="ord, som alle skal findes i notatet, eller - for en linje fra standard input",
    )
    search.set_defaults(run=_search)


def _case(parser: Parser) -> None:
    parser.add_argument("--case", required=True, metavar="ID", help="sagens id eller nummer")


def _note(parser: Parser) -> None:
    parser.add_argument("note", metavar="ID", help="notatets id")


def _text(parser: Parser) -> None:
    parser.add_argument(
        "--text-file",
        type=Path,
        required=True,
        metavar="FIL",
        help="fil med teksten i UTF-8, eller - for resten af standard input",
    )


def _text_of(options: Namespace) -> str:
    """Called in an open session: on standard input the passphrase comes first."""
    with standard_input() as said:
        text = said.read() if options.text_file == _STDIN else read_text(options.text_file)
    return text.rstrip("\n")


def _new(call: Call, options: Namespace) -> None:
    from jobassist.services import notes

    with call.session() as session:
        note = notes.new_draft(session, find_case(session, options.case), _text_of(options))
    _answer(call, note)


def _edit(call: Call, options: Namespace) -> None:
    from jobassist.services import notes

    with call.session() as session:
        note = notes.save_draft(session, options.note, text=_text_of(options))
    _answer(call, note)


def _finalise(call: Call, options: Namespace) -> None:
    from jobassist.services import notes
    from jobassist.services.templates import fields_left

    with call.session() as session:
        note = notes.finalise(session, options.note, despite_others=options.despite_others)
    if count := fields_left(note.text):
        call.warn(UserError("cli.unfilled_fields", count=count))
    _answer(call, note)


def _addendum(call: Call, options: Namespace) -> None:
    from jobassist.services import notes

    with call.session() as session:
        note = notes.add_addendum(session, options.note, _text_of(options))
    _answer(call, note)


def _show(call: Call, options: Namespace) -> None:
    from jobassist.services import notes

    with call.session() as session:
        note = notes.show(session, options.note)
    call.answer(told(note), [*_heading(note), "", note.text])


def _list(call: Call, options: Namespace) -> None:
    from jobassist.services import notes

    with call.session() as session:
        found = notes.list_notes(session, find_case(session, options.case))
    call.answer([told(note) for note in found], (_line(note) for note in found))


def _search(call: Call, options: Namespace) -> None:
    from jobassist.services import notes

    with call.session() as session:
        with standard_input() as said:
            query = options.query if options.query != "-" else said.readline()
        hits = notes.search(session, query, limit=_NO_LIMIT)
    call.answer(
        [told(hit.note) | {"snippet": hit.snippet} for hit in hits],
        (f"{hit.note.id}  {' '.join(hit.snippet.split())}" for hit in hits),
    )


def told(note: Note) -> dict[str, Any]:
    """A note as the command line tells it."""
    return {
        "id": note.id,
        "case": note.case_id,
        "state": note.state.value,
        "text": note.text,
        "hash": note.hash,
        "rev": note.rev,
        "title": note.title,
        "occurred_at": plain(note.occurred_at),
        "finalised_at": plain(note.finalised_at),
        "addendum_to": note.addendum_to,
        "phrases": list(note.phrases),
        "model": note.model,
        "model_unfit": note.model_unfit,
    }


def _answer(call: Call, note: Note) -> None:
    call.answer(told(note), _heading(note))


def _heading(note: Note) -> list[str]:
    state = "Endeligt" if note.state is NoteState.FINAL else "Kladde"
    lines = [f"{state} notat {note.id}"]
    if note.hash:
        lines.append(f"Segl: {note.hash}")
    return lines


def _line(note: Note) -> str:
    first = " ".join(note.text.split())[:60]
    return f"{note.occurred_at:%Y-%m-%d}  {note.state.value:<6} {note.id}  {first}"
