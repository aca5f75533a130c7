"""Every page by its name: what stands in the rail, and what belongs to a case.

A page is made when it is first gone to, and its module is loaded then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui import keys
from ui.noop import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from jobassist.services.whereabouts import Place
    from jobassist.session import Session
    from ui.context import Context
    from ui.page import Page

Make = Callable[["Context", "Session", "Place"], "Page"]

DAY, CASES, CASE, LETTERS, TEXTS = "day", "cases", "case", "letters", "texts"
PLAN, TALKS, TALK, TEAM = "plan", "talks", "talk", "team"
SETTINGS, SYNC = "settings", "sync"
COMPANIES, COMPANY, VISIT, CANDIDATES = "companies", "company", "visit", "candidates"
FORMS, FORM, SIGNING, SEALED = "forms", "form", "signing", "sealed"
DOSSIER, TRASH = "dossier", "trash"
FORM_PAGES = frozenset({FORMS, FORM, SIGNING, SEALED})
"""The pages that belong to a case's forms."""
VISIT_MODE = frozenset({COMPANIES, COMPANY, VISIT, CANDIDATES})
"""The pages that belong to the section of companies."""


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the rail: the page's name, its icon, its key and a Danish source text."""

    page: str
    symbol: str
    key: keys.Key
    text: str

    @property
    def title(self) -> str:
        """What it is called, in the user's language."""
        return QCoreApplication.translate("Places", self.text)


SECTIONS = (
    Section(DAY, "day", keys.DAY, QT_TRANSLATE_NOOP("Places", "Min dag")),
    Section(CASES, "people", keys.CASES, QT_TRANSLATE_NOOP("Places", "Sager")),
    Section(COMPANIES, "company", keys.COMPANIES, QT_TRANSLATE_NOOP("Places", "Virksomheder")),
    Section(TEXTS, "text", keys.TEXTS, QT_TRANSLATE_NOOP("Places", "Tekster")),
)
"""The rail, from above. The first is where the work begins."""

APART = (
    Section(TRASH, "trash", keys.TRASH, QT_TRANSLATE_NOOP("Places", "Papirkurv")),
    Section(SETTINGS, "settings", keys.SETTINGS, QT_TRANSLATE_NOOP("Places", "Indstillinger")),
)
"""What stands at the foot of the rail."""

CASE_PARTS = (
    Section(CASE, "", keys.NOTES, QT_TRANSLATE_NOOP("Places", "Notater")),
    Section(PLAN, "", keys.PLAN, QT_TRANSLATE_NOOP("Places", "Plan")),
    Section(TALKS, "", keys.TALKS, QT_TRANSLATE_NOOP("Places", "Samtaler")),
    Section(LETTERS, "", keys.LETTERS, QT_TRANSLATE_NOOP("Places", "Breve")),
    Section(FORMS, "", keys.FORMS, QT_TRANSLATE_NOOP("Places", "Blanketter")),
    Section(TEAM, "", keys.TEAM, QT_TRANSLATE_NOOP("Places", "Team")),
    Section(DOSSIER, "", keys.DOSSIER, QT_TRANSLATE_NOOP("Places", "Aktindsigt")),
)
"""The pages of a case; the first is the case."""


def _day(context: Context, session: Session, _place: Place) -> Page:
    from ui.day.page import DayPage

    return DayPage(context, session)


def _cases(context: Context, session: Session, _place: Place) -> Page:
    from ui.cases.page import CasesPage

    return CasesPage(context, session)


def _case(context: Context, session: Session, place: Place) -> Page:
    from ui.cases.case_page import CasePage

    return CasePage(context, session, place.case_id, place.record_id or None)


def _letters(context: Context, session: Session, place: Place) -> Page:
    from ui.letters.page import LettersPage

    return LettersPage(context, session, place.case_id)


def _plan(context: Context, session: Session, place: Place) -> Page:
    from ui.plan.page import PlanPage

    return PlanPage(context, session, place.case_id)


def _talks(context: Context, session: Session, place: Place) -> Page:
    from ui.talks.page import TalksPage

    return TalksPage(context, session, place.case_id)


def _talk(context: Context, session: Session, place: Place) -> Page:
    from ui.talks.workspace import TalkPage

    return TalkPage(context, session, place)


def _dossier(context: Context, session: Session, place: Place) -> Page:
    from ui.dossier.page import DossierPage

    return DossierPage(context, session, place.case_id)


def _team(context: Context, session: Session, place: Place) -> Page:
    from ui.team.page import TeamPage

    return TeamPage(context, session, place.case_id)


def _texts(context: Context, session: Session, _place: Place) -> Page:
    from ui.phrases.library_page import LibraryPage

    return LibraryPage(context, session)


def _companies(context: Context, session: Session, _place: Place) -> Page:
    from ui.companies.page import CompaniesPage

    return CompaniesPage(context, session)


def _company(context: Context, session: Session, _place: Place) -> Page:
    from ui.companies.card_page import CompanyPage

    return CompanyPage(context, session)


def _visit(context: Context, session: Session, _place: Place) -> Page:
    from ui.companies.visit_page import VisitPage

    return VisitPage(context, session)


def _candidates(context: Context, session: Session, _place: Place) -> Page:
    from ui.companies.candidates_page import CandidatesPage

    return CandidatesPage(context, session)


def _forms(context: Context, session: Session, place: Place) -> Page:
    from ui.forms.list_page import CaseFormsPage

    return CaseFormsPage(context, session, place.case_id)


def _form(context: Context, session: Session, place: Place) -> Page:
    from ui.forms.page import FormPage

    return FormPage(context, session, place.case_id)


def _signing(context: Context, session: Session, place: Place) -> Page:
    from ui.signing.page import SigningPage

    return SigningPage(context, session, place.case_id)


def _sealed(context: Context, session: Session, place: Place) -> Page:
    from ui.signing.sealed_page import SealedPage

    return SealedPage(context, session, place.case_id)


def _trash(context: Context, session: Session, _place: Place) -> Page:
    from ui.trash.page import TrashPage

    return TrashPage(context, session)


def _sync(context: Context, session: Session, _place: Place) -> Page:
    from ui.syncing.page import SyncPage

    return SyncPage(context, session)


def _settings(context: Context, session: Session, _place: Place) -> Page:
    from ui.settings.page import SettingsPage

    return SettingsPage(context, session)


PAGES: dict[str, Make] = {
    DAY: _day,
    CASES: _cases,
    CASE: _case,
    PLAN: _plan,
    TALKS: _talks,
    TALK: _talk,
    LETTERS: _letters,
    TEAM: _team,
    DOSSIER: _dossier,
    COMPANIES: _companies,
    COMPANY: _company,
    VISIT: _visit,
    CANDIDATES: _candidates,
    FORMS: _forms,
    FORM: _form,
    SIGNING: _signing,
    SEALED: _sealed,
    TEXTS: _texts,
    SETTINGS: _settings,
    SYNC: _sync,
    TRASH: _trash,
}
