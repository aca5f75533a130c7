"""`term`: the words of the house, as dictation writes them."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from jobassist.cli.call import Call, read_text
from jobassist.cli.parser import verbs


def add(parser: ArgumentParser) -> None:
    """Declare `term list`, `add`, `remove` and `import`."""
    verb = verbs(parser)
    verb("list", "vis de fælles ord").set_defaults(run=_list)
    add_ = verb("add", "skriv et talt ord på en bestemt måde for alle")
    add_.add_argument("spoken", metavar="TALT", help="ordet, som det siges: »k c«")
    add_.add_argument("written", metavar="SKREVET", help="som det skrives: »KC«")
    add_.set_defaults(run=_add)
    remove = verb("remove", "skriv ordet, som det høres, igen")
    remove.add_argument("spoken", metavar="TALT", help="ordet, som det siges")
    remove.set_defaults(run=_remove)
    import_ = verb("import", "læs ord fra en tekstfil: »talt = skrevet«, ét pr. linje")
    import_.add_argument("file", type=Path, metavar="FIL", help="tekstfil i UTF-8")
    import_.set_defaults(run=_import)


def _list(call: Call, _options: Namespace) -> None:
    from jobassist.services.terms import terms

    with call.session() as session:
        found = terms(session)
    told = [{"spoken": term.spoken, "written": term.written} for term in found]
    call.answer(told, (f"{term.spoken} = {term.written}" for term in found))


def _add(call: Call, options: Namespace) -> None:
    from jobassist.services.terms import add_term

    with call.session() as session:
        term = add_term(session, options.spoken, options.written)
    told = {"spoken": term.spoken, "written": term.written}
    call.answer(told, [f"{term.spoken} = {term.written}"])


def _remove(call: Call, options: Namespace) -> None:
    from jobassist.services.terms import withdraw_term

    with call.session() as session:
        term = withdraw_term(session, options.spoken)
    call.answer({"removed": term.spoken}, [f"Fjernet: {term.spoken}"])


def _import(call: Call, options: Namespace) -> None:
    from jobassist.services.terms import import_terms

    text = read_text(options.file)
    with call.session() as session:
        count = import_terms(session, text)
    call.answer({"imported": count}, [f"{count} ord læst."])
