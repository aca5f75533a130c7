"""One seed: people at work on their laptops, a bad network, and then a quiet end."""

import itertools
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import uuid_utils
from uuid_utils import UUID

from benchmarks.sync.simulation import files
from benchmarks.sync.simulation.central import Office, Reply, said_in, template
from benchmarks.sync.simulation.checks import broken
from benchmarks.sync.simulation.laptops import Faulty, Laptop, WrongClock, finish
from benchmarks.sync.simulation.memory import Memory, marks
from benchmarks.sync.simulation.network import Line, Weather
from benchmarks.sync.simulation.people import Person
from benchmarks.sync.simulation.turns import Killed
from jobassist.errors import AppError

_KILLED, _WORKS, _GOES_ON, _SYNCS = 0.01, 0.5, 0.8, 0.4  # a laptop's chances at its turn
_MOST_ROUNDS = 12  # of quiet syncs until all is level


@dataclass(slots=True)
class Plan:
    """A seed's size, and what is broken on purpose."""

    seed: int
    devices: int
    steps: int
    faulty: Faulty = field(default_factory=Faulty)
    office: type[Office] = Office
    bad: float = 0.12  # the share of requests that something happens to
    files: bool = True  # whether anybody keeps scans


@dataclass(slots=True)
class Outcome:
    """What a seed came to. `broken` is empty when every promise was kept."""

    seed: int
    broken: list[str]
    happened: dict[str, int]
    written: int
    operations: int


def play(plan: Plan) -> Outcome:
    """Play one seed through."""
    memory_place = Path("/dev/shm")
    place = memory_place if memory_place.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="jobassist-sim-", dir=place))
    made_by_chance, uuid_utils.uuid7 = uuid_utils.uuid7, _ids(plan.seed)
    try:
        world = World(plan, folder)
        try:
            world.begin()
            for _ in range(plan.steps):
                world.step()
            world.heal()
            return world.outcome()
        finally:
            world.end()
    finally:
        uuid_utils.uuid7 = made_by_chance
        shutil.rmtree(folder, ignore_errors=True)


def _ids(seed: int) -> Callable[..., UUID]:
    """Ids that rise with time as UUIDv7 do, and are the seed's alone."""
    chance, milliseconds = random.Random(seed), itertools.count(1_790_000_000_000)

    def uuid7() -> UUID:
        return UUID(int=next(milliseconds) << 80 | 7 << 76 | 2 << 62 | chance.getrandbits(62))

    return uuid7


class World:
    """The central, the laptops, the people, and what goes wrong."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan = plan
        self._chance = random.Random(plan.seed)
        users = max(2, (plan.devices * 3 + 4) // 5)
        codes = 1 + plan.devices // users
        made = template(users, codes, folder)
        self._office = plan.office(folder / "central", made)
        self._weather = Weather(self._chance, 0.0)
        self._memory = Memory()
        self._laptops: list[Laptop] = []
        self._people: list[Person] = []
        self._paused: dict[str, int] = {}
        self._happened: dict[str, int] = {}
        self._round = 0
        self._needless: list[str] = []
        self._answers: dict[str, object] = {}
        self._back_up_at = self._chance.randrange(plan.steps // 3, plan.steps * 2 // 3)
        self._restore_at = self._back_up_at + max(2, plan.steps // 8)
        for n in range(plan.devices):
            user = made.users[n % users]
            self._laptops.append(
                Laptop(f"laptop {n}", folder / f"laptop-{n}", user, self._chance, plan.faulty)
            )

    def begin(self) -> None:
        """Everybody is enrolled; the weather turns bad."""
        codes = {u: list(c) for u, c in zip(*_users(self._office), strict=True)}
        for laptop in self._laptops:
            laptop.begin()
            laptop.line = Line(self._office, self._weather, laptop.give_way, self._heard)
            laptop.enrol(codes[laptop.user].pop())
            person = Person(laptop, self._memory, self._chance)
            person.files = self._plan.files
            person.colleagues = list(self._office.template.users)
            person.real_now = WrongClock().now
            self._people.append(person)
        self._people[0].start_case()
        for laptop in self._laptops:
            laptop.sync()
        self._weather.share = self._plan.bad

    def step(self) -> None:
        """Every laptop does one thing, in any order; and something may happen to all."""
        self._round += 1
        order = list(zip(self._laptops, self._people, strict=True))
        self._chance.shuffle(order)
        for laptop, person in order:
            if not laptop.wiped and not self._is_paused(laptop):
                self._turn(laptop, person)
        self._happen()

    def heal(self) -> None:
        """The network is good again, and everyone syncs until all is level."""
        self._weather.share = 0.0
        while self._weather.late:
            self._weather.deliver_late()
        finish(self._laptops)
        for laptop in self._laptops:
            if laptop.wiped:
                self._forget_wiped(laptop)
            laptop.trouble.disk_full, laptop.trouble.killed_after = False, -1
        for _ in range(_MOST_ROUNDS):
            before = self._level()
            for laptop in self._laptops:
                self._sync_quietly(laptop)
            if self._level() == before:
                break

    def outcome(self) -> Outcome:
        """What it came to."""
        happened = {**self._weather.happened, **self._happened}
        (count,) = self._office.query("SELECT count(*) FROM operation")[0]
        found = broken(self._office, self._laptops, self._memory)
        found += files.broken(self._office, self._laptops, self._memory)
        found += self._needless
        return Outcome(self._plan.seed, found, happened, len(self._memory.written), count)

    def end(self) -> None:
        """Let go of everything."""
        for laptop in self._laptops:
            laptop.end()
        self._office.close()

    def _heard(self, reply: Reply) -> None:
        """A repeated operation gets its answer again; what its writer had seen is no conflict."""
        if self._office.restores:
            return
        for answer in said_in(reply)["answers"]:
            if self._answers.setdefault(answer["id"], answer) != answer:
                self._needless.append("doubled: an operation was answered in two ways")
            for clash in answer["clashes"]:
                (stands, *_), kept = marks(clash["stands"]) or [0], marks(clash["kept"])
                one = self._memory.written.get(kept[0]) if len(kept) == 1 else None
                if one is not None and one.over == stands:
                    self._needless.append(f"needless conflict: {one.kind}.{one.field} {one.mark}")

    def _turn(self, laptop: Laptop, person: Person) -> None:
        if laptop.running and laptop.running.done:
            laptop.running = None
        if self._chance.random() < _KILLED:
            self._count("killed")
            laptop.kill()
        if self._chance.random() < _WORKS:
            self._act(laptop, person)
        if laptop.running:
            if self._chance.random() < _GOES_ON:
                self._advance(laptop)
        elif self._chance.random() < _SYNCS:
            self._begin_sync(laptop)

    def _begin_sync(self, laptop: Laptop) -> None:
        self._maybe_enrol(laptop)
        chance = self._chance.random()
        if chance < 0.25:
            self._count("killed")
            laptop.trouble.killed_after = self._chance.randrange(7)
        elif chance < 0.31:
            self._count("disk_full")
            laptop.trouble.disk_full = True
        laptop.begin_sync()

    def _advance(self, laptop: Laptop) -> None:
        assert laptop.running
        laptop.running.step()
        if laptop.wiped:
            self._forget_wiped(laptop)

    def _act(self, laptop: Laptop, person: Person) -> None:
        try:
            person.act()
        except AppError as error:
            self._count(error.code)
        except Killed:
            laptop.kill()

    def _maybe_enrol(self, laptop: Laptop) -> None:
        if laptop.needs_code:
            code = self._office.new_code(laptop.user)
            try:
                laptop.enrol(code)
            except AppError as error:
                self._count(error.code)
            except Killed:
                laptop.kill()

    def _sync_quietly(self, laptop: Laptop) -> None:
        if laptop.wiped:
            return
        self._maybe_enrol(laptop)
        laptop.sync()
        if laptop.needs_code:
            self._maybe_enrol(laptop)
            laptop.sync()
        if laptop.wiped:
            self._forget_wiped(laptop)

    def _happen(self) -> None:
        chance = self._chance.random()
        if self._weather.late and chance < 0.4:
            self._weather.deliver_late()
        if self._round == self._back_up_at:
            self._office.back_up()
        elif self._round == self._restore_at and self._plan.seed % 2:
            self._count("restored")
            self._restore()
        elif chance < 0.05:
            self._move_somebody(self._office.revoke, "revoked")
        elif chance < 0.12:
            self._move_somebody(self._office.grant, "granted")
        elif chance < 0.17:
            laptop = self._chance.choice(self._laptops)
            self._paused[laptop.name] = self._round + self._chance.randrange(3, 15)
        elif chance < 0.23:
            clock = self._chance.choice(self._laptops).clock
            clock.off = timedelta(hours=self._chance.randrange(-48, 49))
        elif chance < 0.26:
            if self._office.expire_tokens():
                self._count("tokens_expired")
        elif chance < 0.263 and self._plan.devices > 3 and not self._happened.get("wiped"):
            self._count("wiped")
            laptop = self._chance.choice(self._laptops)
            self._office.wipe(laptop.at_work.device.id)

    def _move_somebody(self, move: Callable[[str, str], None], name: str) -> None:
        cases = [row[0] for row in self._office.query("SELECT id FROM record WHERE kind = 'case'")]
        if cases:
            self._count(name)
            case = self._chance.choice(sorted(cases))
            move(case, self._chance.choice(self._office.template.users))

    def _restore(self) -> None:
        """What only a laptop had that has since lost the case, or was wiped, nobody can send."""
        before = self._at_central()
        self._office.restore()
        lost = before - self._at_central()
        for number in lost:
            one = self._memory.written.get(number)
            if one is None:
                continue
            author = next(each for each in self._laptops if each.name == one.laptop)
            if author.wiped or number not in self._still_has(author):
                self._memory.let_go.add(number)

    def _at_central(self) -> set[int]:
        found = set[int]()
        for table, column in (("record", "body"), ("kept", "payload")):
            for (text,) in self._office.query(f"SELECT {column} FROM {table}"):
                found |= set(marks(text))
        return found

    def _still_has(self, laptop: Laptop) -> set[int]:
        rows = laptop.tables("outbox", "sent", "kept")
        return {n for table in rows.values() for row in table for n in marks(row["payload"])}

    def _forget_wiped(self, laptop: Laptop) -> None:
        for one in self._memory.owed():
            if one.laptop == laptop.name and one.number not in self._at_central():
                self._memory.let_go.add(one.number)

    def _is_paused(self, laptop: Laptop) -> bool:
        return self._paused.get(laptop.name, 0) > self._round

    def _level(self) -> tuple[object, ...]:
        heads = self._office.query("SELECT name, head FROM scope ORDER BY name")
        waits = [
            0 if laptop.wiped else len(laptop.tables("outbox")["outbox"])
            for laptop in self._laptops
        ]
        return (tuple(heads), tuple(waits))

    def _count(self, name: str) -> None:
        self._happened[name] = self._happened.get(name, 0) + 1


def _users(office: Office) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    return office.template.users, office.template.codes
