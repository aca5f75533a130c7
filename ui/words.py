"""Dates, roles and states as the user reads them: Danish civil time, the user's language."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from jobassist.ports.clock import DENMARK
from jobassist.records import CaseRole, Citizen, ContactChannel, StepKind, TalkKind
from ui.noop import QT_TRANSLATE_NOOP

CHANNELS: dict[ContactChannel, str] = {
    ContactChannel.NONE: QT_TRANSLATE_NOOP("Words", "Ingen kontakt"),
    ContactChannel.IN_PERSON: QT_TRANSLATE_NOOP("Words", "Fremmøde"),
    ContactChannel.PHONE: QT_TRANSLATE_NOOP("Words", "Telefon"),
    ContactChannel.VIDEO: QT_TRANSLATE_NOOP("Words", "Video"),
}

TALKS: dict[TalkKind, str] = {
    TalkKind.JOB: QT_TRANSLATE_NOOP("Words", "Jobsamtale"),
    TalkKind.FIRST: QT_TRANSLATE_NOOP("Words", "Første samtale"),
    TalkKind.FOLLOW_UP: QT_TRANSLATE_NOOP("Words", "Opfølgningssamtale"),
    TalkKind.CV: QT_TRANSLATE_NOOP("Words", "Cv-samtale"),
    TalkKind.ROUND_TABLE: QT_TRANSLATE_NOOP("Words", "Rundbordssamtale"),
}

STEPS: dict[StepKind, str] = {
    StepKind.OWN: QT_TRANSLATE_NOOP("Words", "Eget skridt"),
    StepKind.INTERNSHIP: QT_TRANSLATE_NOOP("Words", "Virksomhedspraktik"),
    StepKind.WAGE_SUBSIDY: QT_TRANSLATE_NOOP("Words", "Løntilskud"),
    StepKind.UTILITY_JOB: QT_TRANSLATE_NOOP("Words", "Nytteindsats"),
    StepKind.MENTOR_SUPPORT: QT_TRANSLATE_NOOP("Words", "Mentorstøtte"),
    StepKind.UPSKILLING: QT_TRANSLATE_NOOP("Words", "Opkvalificering"),
    StepKind.ORDINARY_HOURS: QT_TRANSLATE_NOOP("Words", "Ordinære timer"),
    StepKind.HEALTH: QT_TRANSLATE_NOOP("Words", "Helbred"),
    StepKind.OTHER: QT_TRANSLATE_NOOP("Words", "Andet"),
}

ROLES: dict[CaseRole, str] = {
    CaseRole.COORDINATOR: QT_TRANSLATE_NOOP("Words", "tovholder"),
    CaseRole.CASEWORKER: QT_TRANSLATE_NOOP("Words", "sagsbehandler"),
    CaseRole.COMPANY_CONSULTANT: QT_TRANSLATE_NOOP("Words", "virksomhedskonsulent"),
    CaseRole.MENTOR_COORDINATOR: QT_TRANSLATE_NOOP("Words", "mentorkoordinator"),
    CaseRole.PARTNER: QT_TRANSLATE_NOOP("Words", "samarbejdspartner"),
    CaseRole.READER: QT_TRANSLATE_NOOP("Words", "læseadgang"),
}


def language() -> str:
    """The user's language as data tells it: `da` or `en`."""
    return "da" if QLocale().language() is QLocale.Language.Danish else "en"


def word(source: str) -> str:
    """A word of the tables above, in the user's language."""
    return QCoreApplication.translate("Words", source)


def clock_time(instant: datetime) -> str:
    """The Danish time of day: 9.30."""
    local = instant.astimezone(DENMARK)
    return f"{local.hour}.{local.minute:02d}"


def day(value: date, today: date) -> str:
    """Today, yesterday, or the date in full."""
    if value == today:
        return QCoreApplication.translate("Words", "I dag")
    if value == today - timedelta(days=1):
        return QCoreApplication.translate("Words", "I går")
    pattern = "d. MMMM" if value.year == today.year else "d. MMMM yyyy"
    if QLocale().language() is not QLocale.Language.Danish:
        pattern = pattern.replace("d.", "d")
    return QLocale().toString(QDate(value.year, value.month, value.day), pattern)


def day_within(value: date, today: date) -> str:
    """The same within a sentence: "i dag"."""
    said = day(value, today)
    return said[:1].lower() + said[1:]


def moment(instant: datetime, now: datetime) -> str:
    """The day and the Danish time of day: "I dag kl. 9.30"."""
    when = day(instant.astimezone(DENMARK).date(), now.astimezone(DENMARK).date())
    pattern = QCoreApplication.translate("Words", "{day} kl. {time}")
    return pattern.format(day=when, time=clock_time(instant))


def moment_within(instant: datetime, now: datetime) -> str:
    """The same within a sentence: "i dag kl. 9.30"."""
    said = moment(instant, now)
    return said[:1].lower() + said[1:]


_GROUPS: dict[str, str] = {  # § 6 of the act on active employment
    "LAB6-1": QT_TRANSLATE_NOOP("Words", "Dagpengemodtager"),
    "LAB6-2": QT_TRANSLATE_NOOP("Words", "Jobparat"),
    "LAB6-3": QT_TRANSLATE_NOOP("Words", "Aktivitetsparat"),
    "LAB6-4": QT_TRANSLATE_NOOP("Words", "Uddannelsesparat"),
    "LAB6-5": QT_TRANSLATE_NOOP("Words", "Aktivitetsparat under 30"),
    "LAB6-6": QT_TRANSLATE_NOOP("Words", "Sygedagpengemodtager"),
    "LAB6-7": QT_TRANSLATE_NOOP("Words", "Jobafklaring"),
    "LAB6-8": QT_TRANSLATE_NOOP("Words", "Ressourceforløb"),
    "LAB6-9": QT_TRANSLATE_NOOP("Words", "Fleksjobvisiteret"),
    "LAB6-10": QT_TRANSLATE_NOOP("Words", "Revalidering"),
    "LAB6-11": QT_TRANSLATE_NOOP("Words", "Førtidspensionist"),
    "LAB6-12": QT_TRANSLATE_NOOP("Words", "Selvforsørgende"),
    "LAB6-13": QT_TRANSLATE_NOOP("Words", "Under 18 år"),
}


def protection(citizen: Citizen) -> str:
    """That the address is protected, said wherever a citizen is listed; "" where it is not."""
    said = QCoreApplication.translate("Words", "Beskyttet adresse")
    return said if citizen.protected_address else ""


def target_group(code: str) -> str:
    """The target group in words; an unknown code as it stands."""
    return word(_GROUPS[code]) if code in _GROUPS else code
