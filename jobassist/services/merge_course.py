"""Merge values from the course of a case: talks, the plan, its measures, consent."""

from jobassist.records import (
    CandidateConsent,
    ContactChannel,
    ContactTalk,
    Plan,
    PlanStep,
    StepKind,
    StepState,
    TalkState,
)
from jobassist.services.days import modified_day
from jobassist.services.merge_asked import Asked, day

_FORMS = {
    ContactChannel.IN_PERSON: "fremmøde",
    ContactChannel.PHONE: "telefon",
    ContactChannel.VIDEO: "video",
}
_MEASURES = {
    "praktik": StepKind.INTERNSHIP,
    "loentilskud": StepKind.WAGE_SUBSIDY,
    "mentor": StepKind.MENTOR_SUPPORT,
}


def talk(asked: Asked) -> dict[str, str]:
    """The talk that is written about, and the next one planned after it."""
    talks = asked.tx.find(ContactTalk, case_id=asked.case.id)
    talks = sorted(talks, key=lambda one: (one.day, one.starts_at))
    it = _written_about(asked, talks)
    later = (t for t in talks if t.day > asked.event and t.state is TalkState.PLANNED)
    coming = next((one for one in later if one is not it), None)
    return {
        **(_told(it) if it else {}),
        "samtale.ugedag": _weekday(asked, it),
        "samtale.naeste_dato": day(coming.day) if coming else "",
        "samtale.naeste_form": _FORMS.get(coming.channel, "") if coming else "",
    }


def _written_about(asked: Asked, talks: list[ContactTalk]) -> ContactTalk | None:
    """A note tells of the event's day; a letter of a talk to come, a hearing of the one missed.

    A letter never tells of a talk that is over: it would call the citizen to a day gone by.
    """
    if asked.is_letter and "samtale.dato" not in asked.given:
        if asked.is_hearing:
            missed = [t for t in talks if t.state is TalkState.NO_SHOW and t.day <= asked.event]
            return missed[-1] if missed else None
        to_come = (t for t in talks if t.state is TalkState.PLANNED and t.day >= asked.event)
        return next(to_come, None)
    off = (TalkState.CANCELLED, TalkState.DISCARDED)
    return next((t for t in talks if t.day == asked.event and t.state not in off), None)


def _told(it: ContactTalk) -> dict[str, str]:
    is_video = it.channel is ContactChannel.VIDEO
    return {
        "samtale.dato": day(it.day),
        "samtale.klokkeslaet": it.starts_at.replace(":", "."),
        "samtale.form": _FORMS.get(it.channel, ""),
        "samtale.deltagere": it.participants,
        "samtale.sted": "" if is_video else it.location,
        "samtale.link": it.location if is_video else "",
    }


def _weekday(asked: Asked, it: ContactTalk | None) -> str:
    said = asked.given.get("samtale.dato") or (day(it.day) if it else "")
    return modified_day(said, "ugedag")


def plan(asked: Asked) -> dict[str, str]:
    """The job goal, and what is going on or agreed: every step that is still open."""
    plans = asked.tx.find(Plan, case_id=asked.case.id)
    steps = [s for s in _steps(asked) if s.kind is not StepKind.OWN]
    course = next((s for s in steps if s.kind is StepKind.UPSKILLING), None)
    return {
        "plan.jobmaal": plans[0].job_goal if plans else "",
        "plan.indsatser": ", ".join(step.text for step in steps),
        "plan.kursus": course.text if course else "",
        "plan.kursus_start": day(course.starts_on) if course else "",
        "plan.kursus_slut": day(course.due_on) if course else "",
    }


def measures(asked: Asked) -> dict[str, str]:
    """When each measure of the plan begins and ends."""
    known: dict[str, str] = {}
    for group, kind in _MEASURES.items():
        step = next((one for one in _steps(asked) if one.kind is kind), None)
        if step:
            known[f"{group}.startdato"] = day(step.starts_on)
            known[f"{group}.slutdato"] = day(step.due_on)
    return known


def consent(asked: Asked) -> dict[str, str]:
    """The latest consent that holds on the day of the event."""
    found = asked.tx.find(CandidateConsent, case_id=asked.case.id, order="-given_on")
    it = next((one for one in found if one.holds(asked.event)), None)
    return {"samtykke.dato": day(it.given_on), "samtykke.udloeb": day(it.to_day)} if it else {}


def _steps(asked: Asked) -> list[PlanStep]:
    """The plan's open steps, in their order."""
    found = asked.tx.find(PlanStep, case_id=asked.case.id, order="position")
    return [step for step in found if step.state is StepState.OPEN]
