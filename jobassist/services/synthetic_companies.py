"""Synthetic companies, workplaces and candidates (DOMAIN.md §8): CVR 99…, P 9…, nobody real."""

import random
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from jobassist.ids import new_id
from jobassist.records import (
    CandidateProfile,
    Company,
    CompanyContact,
    ProductionUnit,
    Sector,
    SupportMeasure,
    SupportPlace,
)
from jobassist.services.companies import company_id, unit_id
from jobassist.services.synthetic import cvr

_MORE_UNITS_SHARE = 0.15
_REP_FROM = 10  # workplaces of this size usually have an employees' representative
_WEEK = 37 * 60
_POSTCODES = ("9900", "9900", "9900", "9300", "9300", "9990", "9940", "9981", "9982", "9970")
_STREET_NUMBERS = 98


@dataclass(frozen=True, slots=True)
class Workplace:
    """A workplace with whom one talks to there and who is supported there."""

    unit: ProductionUnit
    contacts: tuple[CompanyContact, ...]
    places: tuple[SupportPlace, ...]


def company(
    rng: random.Random, p_numbers: set[str], today: date
) -> tuple[Company, list[Workplace]]:
    """A company with one or more workplaces; their P-numbers are entered in `p_numbers`."""
    data = words()
    code, branch, trade, public, most = rng.choice(data["branches"])
    number = cvr(rng)
    legal = "" if public == "1" else rng.choice(data["forms"])
    start = f"{rng.choice(data['starts'])} {trade}{rng.choice(data['endings'])}"
    owner = Company(
        id=company_id(number),
        cvr=number,
        name=f"{start} {legal}".strip(),
        sector=Sector.PUBLIC if public == "1" else Sector.PRIVATE,
        branch_code=code,
        branch=branch,
    )
    count = rng.randint(2, 4) if rng.random() < _MORE_UNITS_SHARE else 1
    numbers = [_new_number(rng, p_numbers) for _ in range(count)]
    return owner, [_workplace(rng, owner, number, int(most), today) for number in numbers]


def _new_number(rng: random.Random, taken: set[str]) -> str:
    while (number := f"9{rng.randint(0, 999_999_999):09d}") in taken:
        pass
    taken.add(number)
    return number


def _workplace(
    rng: random.Random, owner: Company, p_number: str, most: int, today: date
) -> Workplace:
    people = _people()
    postcode = rng.choice(_POSTCODES)
    town = next(t for t in people["towns"] + ["9970 Strandby"] if t.startswith(postcode))[5:]
    employees = max(1, round(most * rng.random() ** 2))
    unit = ProductionUnit(
        id=unit_id(p_number),
        p_number=p_number,
        company_id=owner.id,
        cvr=owner.cvr,
        name=f"{owner.name.removesuffix(' ApS').removesuffix(' A/S')} {town}",
        address=f"{rng.choice(people['streets'])} {rng.randint(1, _STREET_NUMBERS)}",
        postcode=postcode,
        town=town,
        branch_code=owner.branch_code,
        branch=owner.branch,
        phone=f"00 {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}",
        ordinary_employees=employees,
        full_time_hundredths=round(employees * rng.uniform(0.7, 1) * 100),
        counted_on=today - timedelta(days=rng.randint(1, 300)),
    )
    contacts = [_contact(rng, unit, rng.choice(words()["roles"]), rep=False)]
    if employees >= _REP_FROM:
        contacts.append(_contact(rng, unit, rng.choice(words()["rep_roles"]), rep=True))
    places = [_place(rng, unit, today) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))]
    return Workplace(unit, tuple(contacts), tuple(places[: max(1, employees // 5)]))


def _contact(rng: random.Random, unit: ProductionUnit, role: str, *, rep: bool) -> CompanyContact:
    people = _people()
    return CompanyContact(
        id=new_id(),
        company_id=unit.company_id,
        unit_id=unit.id,
        name=f"{rng.choice(people['first'])} {rng.choice(people['last'])}",
        role=role,
        phone=unit.phone,
        email=f"kontakt@{unit.p_number}.example",
        is_employee_rep=rep,
    )


def _place(rng: random.Random, unit: ProductionUnit, today: date) -> SupportPlace:
    start = today - timedelta(days=rng.randint(0, 60))
    return SupportPlace(
        id=new_id(),
        unit_id=unit.id,
        measure=rng.choice((SupportMeasure.INTERNSHIP, SupportMeasure.WAGE_SUBSIDY)),
        from_day=start,
        to_day=start + timedelta(weeks=rng.choice((4, 13))),
        told_by="virksomheden",
    )


def candidate(rng: random.Random, case_id: str, contact_id: str, today: date) -> CandidateProfile:
    """What a citizen may be able to do; labels are drawn from so many that few are alike."""
    data = words()
    chosen = rng.sample(data["jobs"], rng.choice((1, 1, 2)))
    skills = {s for _, often, _ in chosen for s in often if rng.random() < 2 / 3}
    licences = {one for _, _, often in chosen for one in often if rng.random() < 1 / 2}
    most = rng.choice((_WEEK, _WEEK, _WEEK, 30 * 60, 20 * 60, 10 * 60))
    return CandidateProfile(
        id=new_id(),
        case_id=case_id,
        contact_id=contact_id,
        label=f"K-{rng.randint(100_000, 999_999)}",
        job_titles=tuple(sorted(title for title, _, _ in chosen)),
        skills=tuple(sorted(skills)),
        licences=tuple(sorted(licences)),
        languages=tuple(sorted({rng.choice(data["languages"]), "dansk"})),
        least_minutes=rng.choice((0, 5 * 60, 10 * 60)),
        most_minutes=most,
        postcode=rng.choice(_POSTCODES),
        most_km=rng.choice((10, 20, 30, 30, 50)),
        considerations=tuple(sorted(rng.sample(data["considerations"], rng.choice((0, 0, 1, 2))))),
        presentation=rng.choice(data["presentations"]),
        since=today - timedelta(days=rng.randint(0, 300)),
    )


@cache
def words() -> dict[str, Any]:
    """What names and texts are put together from."""
    return _data("companies.toml")


@cache
def _people() -> dict[str, Any]:
    return _data("people.toml")


def _data(file: str) -> dict[str, Any]:
    text = resources.files("resources.names").joinpath(file).read_text(encoding="utf-8")
    return tomllib.loads(text)
