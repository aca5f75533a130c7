"""`seed`: a synthetic caseload."""

from argparse import ArgumentParser, Namespace

from jobassist.cli.call import Call
from jobassist.cli.parser import whole_number
from jobassist.cli.progress import progress


def add(parser: ArgumentParser) -> None:
    """Declare `seed`."""
    parser.add_argument(
        "--cases", type=whole_number, required=True, metavar="N", help="antal sager"
    )
    parser.add_argument(
        "--notes", type=whole_number, required=True, metavar="N", help="endelige notater pr. sag"
    )
    parser.add_argument(
        "--seed", type=whole_number, default=1, metavar="S", help="samme tal, samme indhold"
    )
    parser.add_argument(
        "--companies",
        type=whole_number,
        metavar="N",
        help="antal arbejdspladser i registret (fem for hver sjette sag, hvis intet siges)",
    )
    parser.set_defaults(run=_run)


def _run(call: Call, options: Namespace) -> None:
    from jobassist.services.seed import seed
    from jobassist.services.seed_companies import seed_candidates, seed_companies

    with call.session() as session, progress("Opretter sager") as show:
        made = seed(
            session, cases=options.cases, notes=options.notes, seed=options.seed, on_progress=show
        )
        units = -(-options.cases * 5 // 6) if options.companies is None else options.companies
        units = seed_companies(session, units=units, seed=options.seed)
        candidates = seed_candidates(session, seed=options.seed)
    call.answer(
        {
            "cases": made.cases,
            "notes": made.notes,
            "companies": units,
            "candidates": candidates,
        },
        [
            f"{made.cases} opdigtede sager med i alt {made.notes} endelige notater.",
            f"{units} opdigtede arbejdspladser og {candidates} kandidater.",
        ],
    )
