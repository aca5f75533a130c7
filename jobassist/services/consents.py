"""A candidate's consent to be named to a company, or to all companies of a trade.

Until one holds, a candidate is a label ("K-4711") to everyone outside. Consent can be recorded long
before a visit; it has a first day, may have a last one, and can be withdrawn at any time.
"""

from dataclasses import replace
from datetime import date

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import CandidateConsent, CandidateProfile, ProductionUnit
from jobassist.session import Session

_LEAST_TRADE_DIGITS = 2  # a branch code's first two digits are its division in DB07


def record_consent(
    session: Session,
    profile_id: str,
    *,
    company_id: str | None = None,
    trade: str = "",
    how: str,
    given_on: date | None = None,
    to_day: date | None = None,
) -> CandidateConsent:
    """Record that the citizen agrees to be named; to one company or to one trade.

    `trade` is the beginning of a branch code, two digits or more. Raises: UserError
    `consent.to_whom`, `consent.ends_before`, `store.no_such_record`.
    """
    day = given_on or danish_day(session.clock.now())
    is_trade = trade.isdigit() and len(trade) >= _LEAST_TRADE_DIGITS
    if (company_id is None) != is_trade:
        raise UserError("consent.to_whom")
    if to_day is not None and to_day < day:
        raise UserError("consent.ends_before")
    with session.store.write() as tx:
        profile = tx.get(CandidateProfile, profile_id)
        consent = CandidateConsent(
            id=new_id(),
            case_id=profile.case_id,
            profile_id=profile.id,
            company_id=company_id,
            trade=trade,
            how=how,
            given_on=day,
            recorded_by=session.user.id,
            to_day=to_day,
        )
        tx.put(consent)
    return consent


def withdraw(session: Session, consent_id: str) -> CandidateConsent:
    """The citizen no longer agrees; from today on nobody is named by it."""
    with session.store.write() as tx:
        consent = tx.get(CandidateConsent, consent_id)
        if consent.withdrawn_on is None:
            consent = replace(consent, withdrawn_on=danish_day(session.clock.now()))
            tx.put(consent)
    return consent


def list_consents(session: Session, profile_id: str) -> list[CandidateConsent]:
    """Every consent of a candidate, latest first, ended ones too."""
    with session.store.read() as tx:
        return tx.find(CandidateConsent, profile_id=profile_id, order="-given_on")


def named_to(tx: Reader, unit: ProductionUnit, day: date) -> dict[str, CandidateConsent]:
    """Which candidates have agreed to be named to this workplace that day, by profile id."""
    to_company = tx.find(CandidateConsent, company_id=unit.company_id)
    to_trades = tx.find(CandidateConsent, company_id=None)
    return {
        consent.profile_id: consent
        for consent in (*to_trades, *to_company)
        if consent.holds(day) and covers(consent, unit)
    }


def covers(consent: CandidateConsent, unit: ProductionUnit) -> bool:
    """Whether the consent is to this workplace's company or trade."""
    if consent.company_id is not None:
        return consent.company_id == unit.company_id
    return bool(consent.trade) and unit.branch_code.startswith(consent.trade)
