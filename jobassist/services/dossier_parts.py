"""The parts of a dossier, each read from the store and put into words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from jobassist.forms.wording import shown
from jobassist.ports.clock import DENMARK, danish_day
from jobassist.ports.store import Reader
from jobassist.records import (
    Attachment,
    Case,
    CaseAssignment,
    CaseMessage,
    Citizen,
    ContactTalk,
    Form,
    IncomingPost,
    Letter,
    LetterState,
    Misfiling,
    Note,
    NoteState,
    Plan,
    PlanStep,
    Record,
    StepState,
    Task,
    User,
)
from jobassist.services.danish import danish_date
from jobassist.services.dossier import Part, Passage, Section
from jobassist.services.forms import open_form, signatures_of
from jobassist.services.law import target_group
from jobassist.session import Session

Words = Mapping[str, Any]
_SEAL_SHOWN = 12  # signs of a hash: enough to tell two apart


def _person(session: Session, tx: Reader, case: Case, said: Words) -> Section:
    citizen = tx.get(Citizen, case.citizen_id)
    code = citizen.target_group
    group = target_group(code, danish_day(session.clock.now()))
    team = [
        f"{name}, {danish_date(one.from_day)}"
        + (f"–{danish_date(one.to_day)}" if one.to_day else "")
        for one in tx.find(CaseAssignment, case_id=case.id, order="from_day")
        if (name := _name(tx, one.user_id))
    ]
    facts = (
        ("name", citizen.name),
        ("cpr", f"{citizen.cpr[:6]}-{citizen.cpr[6:]}"),
        ("address", citizen.address),
        ("phone", citizen.phone),
        ("email", citizen.email),
        ("benefit", citizen.benefit),
        ("target_group", f"{group} ({code})" if group else code),
        ("case", case.number),
        ("opened", danish_date(case.opened_on)),
        ("closed", danish_date(case.closed_on) if case.closed_on else ""),
        ("team", "\n".join(team)),
    )
    rows = tuple(Passage(f"person:{key}", said[key], text) for key, text in facts if text)
    return Section(Part.PERSON, rows)


def _notes(_session: Session, tx: Reader, case: Case, said: Words) -> Section:
    hidden = {moved.note_id for moved in tx.find(Misfiling, case_id=case.id)}
    found = [
        note
        for note in tx.find(Note, case_id=case.id, state=NoteState.FINAL, order="occurred_at")
        if note.id not in hidden and note.sealed is not None
    ]
    return _section(Part.NOTES, found, lambda note: _note(tx, note, said))


def _note(tx: Reader, note: Note, said: Words) -> Passage:
    facts = [
        _moment(note.occurred_at),
        said["addendum"] if note.addendum_to else "",
        note.title,
        said["channels"].get(note.channel.value, ""),
        _name(tx, note.author_id),
        f"{said['seal']} {(note.hash or '')[:_SEAL_SHOWN]}",
    ]
    present = f"{said['participants']}: {note.participants}\n\n" if note.participants else ""
    return Passage(f"note:{note.id}", _joined(facts), present + note.text)


def _plan(_session: Session, tx: Reader, case: Case, said: Words) -> Section:
    plans = tx.find(Plan, id=case.id)
    steps = tx.find(PlanStep, case_id=case.id, order="position")
    passages = [
        Passage(f"plan:{plan.id}:{name}", said[name], text)
        for plan in plans
        for name in ("job_goal", "own_words", "progress")
        if (text := getattr(plan, name))
    ]
    passages += [_step(step, said) for step in steps if step.state is not StepState.DROPPED]
    return Section(Part.PLAN, tuple(passages), records=(*plans, *steps))


def _step(step: PlanStep, said: Words) -> Passage:
    facts = [said["step"], danish_date(step.due_on) if step.due_on else ""]
    facts.append(said["done"] if step.state is StepState.DONE else "")
    return Passage(f"step:{step.id}", _joined(facts), f"{step.text}\n{step.outcome}".strip())


def _talks(_session: Session, tx: Reader, case: Case, said: Words) -> Section:
    found = tx.find(ContactTalk, case_id=case.id, order="day")
    shown_ = [talk for talk in found if talk.state.value in said["states"]]
    return _section(Part.TALKS, shown_, lambda talk: _talk(talk, said))


def _talk(talk: ContactTalk, said: Words) -> Passage:
    facts = [
        danish_date(talk.day),
        talk.starts_at.replace(":", "."),
        said["talk_kinds"][talk.kind.value],
        said["channels"].get(talk.channel.value, ""),
        said["states"][talk.state.value],
    ]
    told = [
        f"{said[name]}:\n{text}"
        for name in ("participants", "agenda", "agreements")
        if (text := getattr(talk, name))
    ]
    return Passage(f"talk:{talk.id}", _joined(facts), "\n\n".join([*told, talk.reason]).strip())


def _tasks(_session: Session, tx: Reader, case: Case, said: Words) -> Section:
    def told(task: Task) -> Passage:
        facts = [
            danish_date(task.due_on) if task.due_on else _day(task.created_at),
            _name(tx, task.user_id),
            said["done"] if task.done_at else "",
        ]
        return Passage(f"task:{task.id}", _joined(facts), task.text)

    found = tx.find(Task, case_id=case.id, discarded=False, order="created_at")
    return _section(Part.TASKS, found, told)


def _letters(_session: Session, tx: Reader, case: Case, said: Words) -> Section:
    sent = [
        letter
        for letter in tx.find(Letter, case_id=case.id, state=LetterState.QUEUED, order="created_at")
        if letter.sealed is not None
    ]
    came = tx.find(IncomingPost, case_id=case.id, order="received_at")
    passages = [
        Passage(
            f"letter:{one.id}",
            _joined([danish_date(one.dated), one.subject]),
            f"{one.recipient}\n\n{one.text}\n\n{one.sender}",
        )
        for one in sent
    ]
    passages += [
        Passage(
            f"post:{one.id}",
            _joined([said["incoming"], _moment(one.received_at), one.subject]),
            one.text,
        )
        for one in came
    ]
    return Section(Part.LETTERS, tuple(passages), records=(*sent, *came))


def _forms(session: Session, tx: Reader, case: Case, said: Words) -> Section:
    found = tx.find(Form, case_id=case.id, order="id")
    passages = []
    for form in found:
        opened = open_form(session, form.id)
        lines = [
            f"{field.label('da')}: {text}"
            for section in opened.definition.sections
            for field in section.fields
            if (text := shown(field, opened.filling.submitted().get(field.key), "da"))
        ]
        lines += [
            f"{said['signed']}: {one.name}, {_moment(one.signed_at)}"
            for one in signatures_of(tx, form)
            if not one.refused
        ]
        heading = _joined([opened.definition.title("da"), form.state.value])
        passages.append(Passage(f"form:{form.id}", heading, "\n".join(lines)))
    return Section(Part.FORMS, tuple(passages), records=tuple(found))


def _files(_session: Session, tx: Reader, case: Case, _said: Words) -> Section:
    def told(file: Attachment) -> Passage:
        return Passage(f"file:{file.id}", _day(file.made_at), f"{file.title or file.media}")

    return _section(Part.FILES, tx.find(Attachment, case_id=case.id, order="made_at"), told)


def _messages(_session: Session, tx: Reader, case: Case, _said: Words) -> Section:
    def told(one: CaseMessage) -> Passage:
        heading = _joined([_moment(one.created_at), _name(tx, one.author_id)])
        return Passage(f"message:{one.id}", heading, one.text)

    found = tx.find(CaseMessage, case_id=case.id, order="created_at")
    return _section(Part.MESSAGES, found, told)


def _log(_session: Session, tx: Reader, case: Case, said: Words) -> Section:
    rows = tuple(
        (
            _moment(entry.at),
            said[entry.touch.action.value],
            said["kinds"].get(entry.touch.kind, entry.touch.kind),
        )
        for entry in tx.accesses(citizen_id=case.citizen_id)
    )
    return Section(Part.LOG, head=(said["at"], said["what"], said["which"]), rows=rows)


READ: dict[Part, Callable[[Session, Reader, Case, Words], Section]] = {
    Part.PERSON: _person,
    Part.NOTES: _notes,
    Part.PLAN: _plan,
    Part.TALKS: _talks,
    Part.TASKS: _tasks,
    Part.LETTERS: _letters,
    Part.FORMS: _forms,
    Part.FILES: _files,
    Part.MESSAGES: _messages,
    Part.LOG: _log,
}
"""How each part is read."""


def _section(part: Part, found: Iterable[Any], told: Callable[[Any], Passage]) -> Section:
    records: tuple[Record, ...] = tuple(found)
    return Section(part, tuple(told(record) for record in records), records=records)


def _name(tx: Reader, user_id: str) -> str:
    return next((user.name for user in tx.listed(User, id=user_id)), "")


def _joined(facts: Iterable[str]) -> str:
    return " · ".join(fact for fact in facts if fact)


def _day(instant: datetime) -> str:
    return danish_date(instant.astimezone(DENMARK).date())


def _moment(instant: datetime) -> str:
    return f"{_day(instant)} kl. {instant.astimezone(DENMARK):%H.%M}"
