"""Which forms and rules there are: the program's own and the municipality's, each in its versions.

A librarian takes a file of the municipality's own into use (`accept`); it travels to everybody as
a `HouseFile`. Whatever a form was filled in by is kept beside it (`FormDefinition`), so that it can
be read when neither the program nor the municipality has that version any more.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from jobassist.errors import PolicyDenied, UserError
from jobassist.forms import library
from jobassist.forms.definition import Definition
from jobassist.forms.linting import Checked, check
from jobassist.forms.reading import version_of
from jobassist.forms.rules import RuleSet
from jobassist.forms.source import refuse
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader, Writer
from jobassist.records import FilledForm, FormDefinition, HouseFile, HouseFileKind
from jobassist.services.phrase_library import is_librarian
from jobassist.session import Session


def types(session: Session) -> list[Definition]:
    """The forms that can be begun today, by name."""
    day = danish_day(session.clock.now())
    with session.store.read() as tx:
        kept = house_forms(tx)
    named = {*library.names(), *(one.name for one in kept if one.valid_from <= day)}
    return [library.current(name, day, kept) for name in sorted(named)]


def definition_of(session: Session, name: str) -> Definition:
    """The form of that name as it is used today. Raises: UserError `form.unknown_type`."""
    with session.store.read() as tx:
        return library.current(name, danish_day(session.clock.now()), house_forms(tx))


def accept(session: Session, content: bytes) -> Checked:
    """Take a form or a rule file of the municipality's own into use, when the linter has passed it.

    A form is used from the day it is valid; a rule file stands in the place of the one of its name,
    and says itself from when each rule holds. Raises: PolicyDenied `form.librarian_only`; UserError
    `form.unusable` with line and column of the first fault.
    """
    with session.store.write() as tx:
        if not is_librarian(session, tx):
            raise PolicyDenied("form.librarian_only")
        checked = check(content, known_forms(tx))
        if checked.rules is not None:
            kind, name, version = HouseFileKind.RULES, checked.rules.name, checked.rules.version
        elif checked.definition is not None:
            one = checked.definition
            kind, name, version = HouseFileKind.FORM, one.name, one.version
        else:
            raise refuse(checked.source)
        before = tx.find(HouseFile, version=version)
        made = HouseFile(
            id=_id_of(version),
            kind=kind,
            name=name,
            version=version,
            text=content.decode("utf-8"),
            accepted_by=session.user.id,
            accepted_at=session.clock.now(),
        )
        tx.put(replace(before[0], withdrawn=False) if before else made)
    return checked


def withdraw(session: Session, name: str) -> int:
    """Use the municipality's own files of that name no longer; how many they were.

    Forms that were filled in by them can be read as before. Raises: PolicyDenied
    `form.librarian_only`, UserError `form.not_the_houses` (with `name`).
    """
    with session.store.write() as tx:
        if not is_librarian(session, tx):
            raise PolicyDenied("form.librarian_only")
        found = tx.find(HouseFile, name=name, withdrawn=False)
        used = [one for one in found if one.kind is not HouseFileKind.POLICY]
        if not used:
            raise UserError("form.not_the_houses", name=name[:60])
        for one in used:
            tx.put(replace(one, withdrawn=True))
    return len(used)


def house_forms(tx: Reader) -> list[Definition]:
    """The municipality's own forms in use, those accepted last first."""
    return [library.read_once(one.version, one.text) for one in _in_use(tx, HouseFileKind.FORM)]


def known_forms(tx: Reader) -> dict[str, Definition]:
    """Every form by name, for what rules name; of several with one name the latest."""
    house = sorted(house_forms(tx), key=lambda one: one.valid_from)
    known = {name: library.packaged(name) for name in library.names()}
    return known | {one.name: one for one in house}


def rulesets(tx: Reader) -> tuple[RuleSet, ...]:
    """Every rule file in use; the municipality's own stands in the place of ours of that name."""
    sets = {one.name: one for one in library.rulesets()}
    for one in reversed(_in_use(tx, HouseFileKind.RULES)):
        sets[one.name] = library.read_rules_once(one.version, one.text)
    return tuple(sets[name] for name in sorted(sets))


def filled_in_by(tx: Reader, record: FilledForm) -> Definition:
    """The form as it was when the record was begun: ours, or one that is kept, checked by its hash.

    Raises: UserError `form.version_missing`, `form.other_version`.
    """
    for name in library.names():
        if library.packaged(name).version == record.version:
            return library.packaged(name)
    kept: Iterable[FormDefinition | HouseFile] = [
        *tx.find(FormDefinition, version=record.version),
        *tx.find(HouseFile, version=record.version),
    ]
    for one in kept:
        return library.read_once(record.version, one.text)
    raise UserError("form.version_missing")


def keep(tx: Writer, definition: Definition) -> None:
    """Keep the form that something is filled in by."""
    if tx.count(FormDefinition, version=definition.version):
        return
    ours = library.packaged_texts().get(definition.name, b"")
    texts = [ours.decode()] if version_of(ours) == definition.version else []
    texts += [one.text for one in tx.find(HouseFile, version=definition.version)]
    for text in texts[:1]:
        tx.put(
            FormDefinition(
                id=_id_of(definition.version),
                name=definition.name,
                version=definition.version,
                text=text,
            )
        )


def _in_use(tx: Reader, kind: HouseFileKind) -> list[HouseFile]:
    found = tx.find(HouseFile, kind=kind, order="-accepted_at")
    return [
        one for one in found if not one.withdrawn and version_of(one.text.encode()) == one.version
    ]


def _id_of(version: str) -> str:
    """The same on every device."""
    return str(UUID(hex=version[:32]))
