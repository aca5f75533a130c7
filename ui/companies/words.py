"""Measures, hours, places left and reasons, in the user's words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from jobassist.records import FormState, SignatureRole, SupportMeasure
from jobassist.services.free_places import FreePlaces
from jobassist.services.matching import Asked, Fit, Reason
from ui.noop import QT_TRANSLATE_NOOP
from ui.words import day_within

MEASURES = {
    SupportMeasure.INTERNSHIP: QT_TRANSLATE_NOOP("Visit", "Virksomhedspraktik"),
    SupportMeasure.WAGE_SUBSIDY: QT_TRANSLATE_NOOP("Visit", "Løntilskud"),
    SupportMeasure.UTILITY_JOB: QT_TRANSLATE_NOOP("Visit", "Nytteindsats"),
}
STATES = {
    FormState.DRAFT: QT_TRANSLATE_NOOP("Visit", "Kladde"),
    FormState.COMPLETE: QT_TRANSLATE_NOOP("Visit", "Udfyldt"),
    FormState.SIGNED: QT_TRANSLATE_NOOP("Visit", "Underskrevet"),
    FormState.SYNCED: QT_TRANSLATE_NOOP("Visit", "Hos kommunen"),
    FormState.FILED: QT_TRANSLATE_NOOP("Visit", "Indsendt i VITAS"),
    FormState.APPROVED: QT_TRANSLATE_NOOP("Visit", "Godkendt"),
    FormState.REFUSED: QT_TRANSLATE_NOOP("Visit", "Afslået"),
    FormState.RUNNING: QT_TRANSLATE_NOOP("Visit", "I gang"),
    FormState.EXTENDED: QT_TRANSLATE_NOOP("Visit", "Forlænget"),
    FormState.ENDED: QT_TRANSLATE_NOOP("Visit", "Afsluttet"),
    FormState.BROKEN_OFF: QT_TRANSLATE_NOOP("Visit", "Afbrudt"),
}
FORMS = {
    "virksomhedspraktik": QT_TRANSLATE_NOOP("Visit", "Virksomhedspraktik"),
    "loentilskud": QT_TRANSLATE_NOOP("Visit", "Løntilskud"),
    "nytteindsats": QT_TRANSLATE_NOOP("Visit", "Nytteindsats"),
    "mentorstoette": QT_TRANSLATE_NOOP("Visit", "Mentorstøtte"),
    "virksomhedsbesoeg": QT_TRANSLATE_NOOP("Visit", "Virksomhedsbesøg"),
    "jobordre": QT_TRANSLATE_NOOP("Visit", "Jobordre"),
}
"""What the forms that come with the program are called; a municipality's own by its file's name."""
ROLES = {
    SignatureRole.EMPLOYER: QT_TRANSLATE_NOOP("Visit", "Arbejdsgiver"),
    SignatureRole.EMPLOYEE_REP: QT_TRANSLATE_NOOP("Visit", "Medarbejderrepræsentant"),
    SignatureRole.CITIZEN: QT_TRANSLATE_NOOP("Visit", "Borger"),
    SignatureRole.CONSULTANT: QT_TRANSLATE_NOOP("Visit", "Virksomhedskonsulent"),
}
ASKED = {
    Asked.TITLE: QT_TRANSLATE_NOOP("Visit", "Stilling"),
    Asked.LICENCES: QT_TRANSLATE_NOOP("Visit", "Certifikater"),
    Asked.HOURS: QT_TRANSLATE_NOOP("Visit", "Timer"),
    Asked.CONSIDERATIONS: QT_TRANSLATE_NOOP("Visit", "Skånehensyn"),
    Asked.START: QT_TRANSLATE_NOOP("Visit", "Kan begynde"),
    Asked.SKILLS: QT_TRANSLATE_NOOP("Visit", "Kan"),
    Asked.DISTANCE: QT_TRANSLATE_NOOP("Visit", "Afstand"),
}
_HOUR = 60


def word(source: str) -> str:
    """A word of the tables above, in the user's language."""
    return QCoreApplication.translate("Visit", source)


def form_name(type: str) -> str:
    """What a form is called, where its definition is not at hand."""
    return word(FORMS[type]) if type in FORMS else type.capitalize()


def hours(minutes: int) -> str:
    """Minutes as hours: "30" or "30,5"."""
    return f"{minutes / _HOUR:g}".replace(".", ",")


def places(free: FreePlaces) -> tuple[str, str]:
    """How many more a workplace may take, and by which law that is."""
    translate = QCoreApplication.translate
    if free.free is None or free.employees is None:
        return (
            translate("Visit", "Antallet af pladser kendes ikke"),
            translate("Visit", "Spørg om antallet af ordinært ansatte, og skriv det i besøget."),
        )
    heading = (
        translate("Visit", "Plads til {count}").format(count=free.free)
        if free.free
        else translate("Visit", "Ikke plads til flere")
    )
    counted = (
        translate("Visit", "ordinært ansatte")
        if free.counted == "heads"
        else translate("Visit", "fuldtidsansatte")
    )
    told = translate(
        "Visit", "{employees} {counted} giver {allowed}; {taken} er her nu. {basis}."
    ).format(
        employees=f"{free.employees:g}".replace(".", ","),
        counted=counted,
        allowed=free.allowed,
        taken=free.taken,
        basis=free.basis,
    )
    if free.certainty == "U":
        told += " " + translate("Visit", "Reglen er usikker.")
    return heading, told


def reason(one: Reason, today: date) -> tuple[str, str]:
    """A reason as a mark (✓, ~, ?, –) and words."""
    translate = QCoreApplication.translate
    mark = {Fit.YES: "✓", Fit.PARTLY: "~", Fit.UNKNOWN: "?", Fit.NO: "–"}[one.fit]
    name = word(ASKED[one.asked])
    if one.asked is Asked.HOURS:
        said = translate("Visit", "{least}–{most} timer om ugen").format(
            least=hours(int(one.has[0])), most=hours(int(one.has[1]))
        )
    elif one.asked is Asked.DISTANCE:
        said = (
            translate("Visit", "{km} km, højst {most}").format(km=one.has[0], most=one.has[1])
            if one.has
            else translate("Visit", "kendes ikke")
        )
    elif one.asked is Asked.START:
        said = (
            day_within(date.fromisoformat(one.has[0]), today)
            if one.has
            else translate("Visit", "nu")
        )
    else:
        said = ", ".join(one.has) or translate("Visit", "intet af det")
        if one.lacks:
            said += translate("Visit", "; mangler {what}").format(what=", ".join(one.lacks))
    return mark, f"{name}: {said}"
