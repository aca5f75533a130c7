"""The story the demo tells, and what it does: four chapters of one working day."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, TextIO

from jobassist.bootstrap import House, build
from jobassist.cli.demo_central import running_central
from jobassist.cli.demo_note import Request, speak_note, speak_request
from jobassist.cli.demo_voice import sound
from jobassist.errors import EnvironmentFault
from jobassist.records import Note, NoteState
from jobassist.services import notes
from jobassist.services.cases import CaseFile, list_cases, open_case
from jobassist.services.phrases import import_standard_texts
from jobassist.services.seed import seed
from jobassist.session import Session

_CASES, _NOTES, _SEED = 40, 10, 2026
_OWNER = "Mette Holm"
_DICTATED = "Borgeren kommer til samtale. Han vil gerne i praktik. Vi taler sammen igen i november."
_REQUEST = "Indsæt jobsamtale telefon"
_PLAINTEXT = b"SQLite format 3\x00"


class Story:
    """Tells what happens, with the seconds since the beginning."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self._start

    def chapter(self, number: int, text: str) -> None:
        """One of the four chapters begins."""
        print(f"\n{number}/4  {text}", file=self._stream, flush=True)

    def say(self, text: str) -> None:
        """One thing has happened."""
        print(f"  {self.seconds:5.1f} s  {text}", file=self._stream, flush=True)


@dataclass(slots=True)
class Played:
    """How it ended: what is told as JSON, and what the window needs to go on from here."""

    told: dict[str, Any]
    laptop: House
    case_id: str
    passphrase: str


@dataclass(slots=True)
class _Stage:
    story: Story
    root: Path
    passphrase: str
    open: ExitStack
    sounds: tuple[Path | None, Path | None]
    houses: list[House] = field(default_factory=list)


@contextmanager
def play(
    story: Story,
    *,
    root: Path,
    central_program: Sequence[str],
    sound: Path | None = None,
    request_sound: Path | None = None,
) -> Iterator[Played]:
    """Play the whole story; the central runs until the end of the `with`, and no longer.

    Raises: EnvironmentFault `cli.…` and whatever its parts raise.
    """
    with ExitStack() as open_until_end:
        stage = _Stage(story, root, token_urlsafe(12), open_until_end, (sound, request_sound))
        laptop, session = _laptop(stage)
        second = _second_device(stage, central_program, laptop)
        case, dictated, request, final = _main_job(stage, session)
        told = _read_back(stage, laptop, second, final) | {
            "heard": dictated,
            "phrase": request.phrase,
            "phrase_heard": request.heard,
            "phrase_certain": request.certain,
            "note_id": final.id,
            "note_state": final.state.value,
        }
        stage.story.say("Begge lagre er låst igen.")
        for house in stage.houses:
            house.lock()
        told["store_encrypted"] = _encrypted(stage, case, final)
        told["data_dirs"] = [str(house.data_dir) for house in stage.houses]
        told["passphrase"] = stage.passphrase
        told["seconds"] = round(stage.story.seconds, 1)
        yield Played(told, laptop, case.case.id, stage.passphrase)


def _laptop(stage: _Stage) -> tuple[House, Session]:
    story = stage.story
    story.chapter(1, "Et nyt krypteret sagslager med opdigtede borgere")
    house, session = _new_store(stage, "laptop")
    story.say(f"Lageret er oprettet i {house.data_dir}")
    made = seed(session, cases=_CASES, notes=_NOTES, seed=_SEED)
    story.say(f"{made.cases} sager med {made.notes} underskrevne notater er lagt i det.")
    story.say(f"{import_standard_texts(session)} standardtekster er indlæst.")
    return house, session


def _new_store(stage: _Stage, name: str) -> tuple[House, Session]:
    house = build(stage.root / name)
    session, _recovery_key = house.create(stage.passphrase, _OWNER)
    stage.open.callback(house.lock)
    stage.houses.append(house)
    return house, session


def _second_device(stage: _Stage, program: Sequence[str], laptop: House) -> House:
    story = stage.story
    story.chapter(2, "En central i sin egen proces, og to computere tilmeldt")
    central = stage.open.enter_context(running_central(program, stage.root / "central"))
    story.say(f"Centralen svarer på {central.url}")
    user = central.admin("user", "add", _OWNER)["user"]
    second, _session = _new_store(stage, "second")
    for house in (laptop, second):
        house.enrol(central.url, central.admin("enrolment-code", user)["code"])
        story.say(f"{house.data_dir.name} er tilmeldt med en engangskode.")
    counts = laptop.sync_once()
    story.say(f"Sagerne er sendt: {counts['pushed']} ændringer.")
    return second


def _main_job(stage: _Stage, session: Session) -> tuple[CaseFile, str, Request, Note]:
    story = stage.story
    story.chapter(3, "Et notat bliver dikteret")
    model = session.settings["model"]
    story.say(f"Talemodellen »{model}« er en prøvemodel: 71–89 % ordfejl på dansk.")
    story.say("Den er ikke egnet til journalnotater. En egnet installeres sådan:")
    story.say("jobassist model install KILDE (»jobassist model --help« fortæller hvordan)")
    card = list_cases(session)[0]
    case = open_case(session, card.case.id)
    draft = notes.new_draft(session, case.case.id)
    dictated = speak_note(session, draft.id, sound(_DICTATED, stage.sounds[0]))
    story.say(f"Sagt: »{_DICTATED}«" if not stage.sounds[0] else "Sagt: lydfilen")
    story.say(f"Hørt: »{dictated}«")
    asked = speak_request(session, case, draft.id, sound(_REQUEST, stage.sounds[1]))
    story.say(f"Sagt: »{_REQUEST}«" if not stage.sounds[1] else "Sagt: lydfilen")
    story.say(f"Hørt: »{asked.heard}«. Genkendt: »{asked.title}«")
    draft = notes.save_draft(
        session,
        draft.id,
        text=f"{dictated}\n\n{asked.text}".strip(),
        phrases=(asked.version,),
        model=model,
        model_unfit=not session.model_fit_for_notes,
    )
    story.say(f"Kladden er gemt: {len(draft.text)} tegn, alle felter udfyldt.")
    final = notes.finalise(session, draft.id)
    story.say(f"Afsluttet, kædet og underskrevet: {(final.hash or '')[:16]}…")
    return case, dictated, asked, final


def _read_back(stage: _Stage, laptop: House, second: House, final: Note) -> dict[str, Any]:
    story = stage.story
    story.chapter(4, "Sendt til centralen og læst på den anden computer")
    sent = laptop.sync_once()
    story.say(f"Sendt: {sent['pushed']}, tilbageholdt: {sent['quarantined']}.")
    fetched = second.sync_once()
    story.say(f"Den anden computer har hentet {fetched['pulled']} poster.")
    there = notes.show(second.session, final.id)
    same = there.hash == final.hash and there.state is NoteState.FINAL and there.text == final.text
    story.say("Notatet er det samme, med samme segl." if same else "Notatet er IKKE det samme!")
    if not same:
        raise EnvironmentFault("cli.demo_failed", step="read_back")
    waiting = laptop.standing()
    return {
        "synced": same and not waiting.unsent and not sent["quarantined"] and not sent["conflicts"],
        "central_notes": laptop.held_at_central("note"),
    }


def _encrypted(stage: _Stage, case: CaseFile, final: Note) -> bool:
    """Whether no file of either device holds plain SQLite, a name, a CPR or the note's words."""
    secret_words = [
        case.citizen.cpr.encode(),
        case.citizen.name.encode(),
        *(line.encode() for line in final.text.splitlines() if len(line) > len(case.citizen.cpr)),
    ]
    files = [f for house in stage.houses for f in house.data_dir.rglob("*") if f.is_file()]
    databases = 0
    for file in files:
        content = file.read_bytes()
        if content.startswith(_PLAINTEXT) or any(word in content for word in secret_words):
            return False
        databases += file.suffix == ".db"
    return databases == len(stage.houses)
