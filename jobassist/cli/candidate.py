"""`candidate`: find candidates for a workplace, see one as the company may, record consent."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any

from jobassist.cli.call import Call
from jobassist.cli.parser import Parser, verbs, whole_number
from jobassist.errors import UsageError
from jobassist.records import CandidateConsent
from jobassist.records.plain import plain, to_plain
from jobassist.services.candidates import Candidate
from jobassist.services.matching import Asked, Fit

_ASKED = {
    Asked.TITLE: "stilling",
    Asked.LICENCES: "beviser",
    Asked.HOURS: "timer",
    Asked.CONSIDERATIONS: "hensyn",
    Asked.START: "start",
    Asked.SKILLS: "kompetencer",
    Asked.DISTANCE: "afstand",
}
_FIT = {Fit.YES: "ja", Fit.PARTLY: "delvist", Fit.UNKNOWN: "ukendt", Fit.NO: "nej"}


def add(parser: ArgumentParser) -> None:
    """Declare the verbs of `candidate`."""
    verb = verbs(parser)
    search = verb("search", "find kandidater; alle grunde vises, ingen får point")
    search.add_argument("--unit", metavar="NUMMER", help="arbejdspladsen: P-nummer eller id")
    search.add_argument("--title", default="", metavar="STILLING")
    search.add_argument("--skill", action="append", default=[], metavar="KOMPETENCE")
    search.add_argument("--licence", action="append", default=[], metavar="BEVIS")
    search.add_argument("--hours", type=whole_number, metavar="N", help="timer om ugen")
    search.add_argument("--start", type=_day, metavar="DATO", help="åååå-mm-dd")
    search.add_argument(
        "--offers", action="append", metavar="HENSYN", help="hensyn, arbejdspladsen kan tage"
    )
    search.add_argument(
        "--must", metavar="LISTE", help=f"det, der udelukker: {','.join(Asked)} (adskilt af komma)"
    )
    search.add_argument(
        "--limit", type=whole_number, default=50, metavar="N", help="højst så mange"
    )
    search.set_defaults(run=_search)
    show = verb("show", "vis en kandidat, som virksomheden må se den")
    _candidate(show)
    show.add_argument("--unit", required=True, metavar="NUMMER", help="arbejdspladsens P-nummer")
    show.set_defaults(run=_show)
    consent = verb("consent", "skriv ned, at borgeren vil nævnes ved navn")
    _candidate(consent)
    whom = consent.add_mutually_exclusive_group(required=True)
    whom.add_argument("--company", metavar="CVR", help="over for denne virksomhed")
    whom.add_argument("--trade", metavar="BRANCHE", help="over for denne branche (kodens start)")
    consent.add_argument("--how", required=True, metavar="TEKST", help="hvordan det blev givet")
    consent.add_argument("--until", type=_day, metavar="DATO", help="den sidste dag")
    consent.set_defaults(run=_consent)
    consents = verb("consents", "vis en kandidats samtykker")
    _candidate(consents)
    consents.set_defaults(run=_consents)
    withdraw = verb("withdraw", "træk et samtykke tilbage fra i dag")
    withdraw.add_argument("consent", metavar="ID", help="samtykkets id")
    withdraw.set_defaults(run=_withdraw)


def _candidate(parser: Parser) -> None:
    parser.add_argument("candidate", metavar="NUMMER", help="kandidatens nummer (K-…) eller id")


def _search(call: Call, options: Namespace) -> None:
    from jobassist.services import candidates
    from jobassist.services.companies import find_unit
    from jobassist.services.matching import MUST, Wanted

    wanted = Wanted(
        title=options.title,
        skills=tuple(options.skill),
        licences=tuple(options.licence),
        minutes=None if options.hours is None else options.hours * 60,
        start_on=options.start,
        offers=None if options.offers is None else tuple(options.offers),
        must=MUST if options.must is None else _must(options.must),
    )
    with call.session() as session:
        unit = find_unit(session, options.unit).id if options.unit else None
        found = candidates.search(session, wanted, unit_id=unit, limit=options.limit)
    call.answer(
        {
            "total": found.total,
            "sorted_by": [asked.value for asked in found.sorted_by],
            "excluded": {asked.value: count for asked, count in found.excluded.items()},
            "candidates": [_told(one) for one in found.candidates],
        },
        [
            f"{found.total} passer, sorteret efter "
            + (", ".join(_ASKED[asked] for asked in found.sorted_by) or "ventetid"),
            *(f"  uden for: {count} ({_ASKED[asked]})" for asked, count in found.excluded.items()),
            *(_line(one) for one in found.candidates),
        ],
    )


def _show(call: Call, options: Namespace) -> None:
    from dataclasses import asdict

    from jobassist.services import showing
    from jobassist.services.candidates import find_profile
    from jobassist.services.companies import find_unit

    with call.session() as session:
        profile = find_profile(session, options.candidate)
        shown = showing.to_company(session, profile.id, find_unit(session, options.unit).id)
    told = {**asdict(shown), "ready_on": plain(shown.ready_on)}
    call.answer(told, (f"{name}: {value}" for name, value in told.items()))


def _consent(call: Call, options: Namespace) -> None:
    from jobassist.services import consents
    from jobassist.services.candidates import find_profile
    from jobassist.services.companies import find_company

    with call.session() as session:
        company = find_company(session, options.company).id if options.company else None
        made = consents.record_consent(
            session,
            find_profile(session, options.candidate).id,
            company_id=company,
            trade=options.trade or "",
            how=options.how,
            to_day=options.until,
        )
    _answer(call, made)


def _consents(call: Call, options: Namespace) -> None:
    from jobassist.services import consents
    from jobassist.services.candidates import find_profile

    with call.session() as session:
        found = consents.list_consents(session, find_profile(session, options.candidate).id)
    lines = (f"{one.id}  {one.given_on}  {one.how}" for one in found)
    call.answer([{"id": one.id, **to_plain(one)} for one in found], lines)


def _withdraw(call: Call, options: Namespace) -> None:
    from jobassist.services import consents

    with call.session() as session:
        made = consents.withdraw(session, options.consent)
    _answer(call, made)


def _answer(call: Call, consent: CandidateConsent) -> None:
    state = "trukket tilbage" if consent.withdrawn_on else "gælder"
    call.answer({"id": consent.id, **to_plain(consent)}, [f"Samtykke {consent.id}: {state}"])


def _told(one: Candidate) -> dict[str, Any]:
    profile = one.profile
    return {
        "id": profile.id,
        "label": profile.label,
        "name": one.name,
        "consent": one.consent_id,
        "job_titles": list(profile.job_titles),
        "skills": list(profile.skills),
        "licences": list(profile.licences),
        "hours": [profile.least_minutes / 60, profile.most_minutes / 60],
        "reasons": [
            {"asked": r.asked.value, "fit": r.fit.value, "has": list(r.has), "lacks": list(r.lacks)}
            for r in one.reasons
        ],
    }


def _line(one: Candidate) -> str:
    reasons = "; ".join(f"{_ASKED[r.asked]}: {_FIT[r.fit]}" for r in one.reasons)
    who = one.name or one.profile.label
    return f"{who:<24} {', '.join(one.profile.job_titles)[:40]:<40} {reasons}"


def _must(told: str) -> frozenset[Asked]:
    try:
        return frozenset(Asked(one.strip()) for one in told.split(",") if one.strip())
    except ValueError:
        raise UsageError("app.usage", detail=f"--must: vælg blandt {', '.join(Asked)}") from None


def _day(text: str) -> date:
    return date.fromisoformat(text)
