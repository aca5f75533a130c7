"""What a screen reader hears over the real accessibility bus (AT-SPI) of the real window."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from time import monotonic

import pytest
from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

from jobassist.ids import new_id
from jobassist.records import Citizen
from jobassist.services.cases import start_case
from storage.opening import create
from storage.vault.keys import Kdf
from tests.fakes.session import fake_session

PASSPHRASE = "korrekt hest batteri klamme"
_PATIENCE = 60
_LOOK = 0.1
_NODE = "org.a11y.atspi.Accessible"
_REGISTRY = "org.a11y.atspi.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_FOCUSABLE, _FOCUSED, _SHOWING = 11, 12, 25  # bits of a state, as AT-SPI numbers them

Node = tuple[str, str]  # the application's name on the bus, and its path


class Reader:
    """Hears what the window tells, as Orca does."""

    def __init__(self, session_bus: str, environment: dict[str, str]) -> None:
        self._environment = environment
        with open_dbus_connection(bus=session_bus) as session:
            asked = new_method_call(
                DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress"
            )
            address = session.send_and_get_reply(asked, timeout=_PATIENCE).body[0]
        self._bus: DBusConnection = open_dbus_connection(bus=address)
        registry = (_REGISTRY, "/org/a11y/atspi/registry")
        self._call(registry, "RegisterEvent", "s", ("object:state-changed:focused",), _REGISTRY)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        self._told = self._bus.filter(rule, bufsize=10_000).queue
        self._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=_PATIENCE)

    def close(self) -> None:
        self._bus.close()

    def _call(self, node: Node, method: str, signature=None, body=(), interface=_NODE):
        address = DBusAddress(node[1], node[0], interface)
        asked = new_method_call(address, method, signature, body)
        return unwrap_msg(self._bus.send_and_get_reply(asked, timeout=_PATIENCE))

    def name(self, node: Node) -> str:
        asked = (_NODE, "Name")
        return self._call(node, "Get", "ss", asked, "org.freedesktop.DBus.Properties")[0][1]

    def places(self) -> list[tuple[str, str]]:
        """Role and name of everything shown that one can stand on; none while it changes."""
        try:
            return [
                (self._call(node, "GetRoleName")[0], self.name(node))
                for node in self._shown((_REGISTRY, _ROOT))
                if self._is(node, _FOCUSABLE)
            ]
        except DBusErrorResponse:
            return []

    def all_named(self) -> bool:
        """Whether each of them has both."""
        places = self.places()
        return bool(places) and all(role.strip() and name.strip() for role, name in places)

    def _shown(self, above: Node) -> Iterator[Node]:
        for child in self._call(above, "GetChildren")[0]:
            node = (child[0], child[1])
            if above[1] == _ROOT or self._is(node, _SHOWING):
                yield node
                yield from self._shown(node)

    def _is(self, node: Node, bit: int) -> bool:
        low, high = self._call(node, "GetState")[0]
        return bool((low | high << 32) >> bit & 1)

    def focus_window(self) -> None:
        """There is no window manager to do it."""
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^jobassist$"]
        command = [*search, "windowfocus", "--sync"]
        subprocess.run(command, env=self._environment, check=True, timeout=_PATIENCE)

    def press(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", *keys], env=self._environment, check=True)

    def write(self, text: str) -> None:
        subprocess.run(["xdotool", "type", text], env=self._environment, check=True)

    def hears(self, name: str) -> None:
        """Wait for the focus to come to something of that name."""
        been: list[str] = []

        def told() -> bool:
            while self._told:
                event = self._told.popleft()
                fields = event.header.fields
                if event.body[:2] == ("focused", 1):
                    node = (fields[HeaderFields.sender], fields[HeaderFields.path])
                    with suppress(DBusErrorResponse):  # it has gone already
                        been.append(self.name(node))
            return name in been

        self.until(told)

    def until(self, seen: Callable[[], object]) -> None:
        """Wait until it is so; looked at whenever the window tells something, and now and then."""
        ends = monotonic() + _PATIENCE
        while not seen():
            assert monotonic() < ends
            with suppress(TimeoutError):
                self._told.append(self._bus.recv_until_filtered(self._told, timeout=_LOOK))


@contextmanager
def ended(*command: str, **how) -> Iterator[subprocess.Popen]:
    """A process for the length of the `with`."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **how)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(_PATIENCE)


@pytest.fixture
def environment(tmp_path) -> Iterator[dict[str, str]]:
    """A display and a session of their own; nothing of it is seen by, or sees, the user's."""
    own = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    made = {**os.environ, **own, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}
    made["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    with ExitStack() as running:
        told, tell = os.pipe()
        size = ("-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset")
        screen = ended("Xvfb", "-displayfd", str(tell), *size, pass_fds=[tell])
        running.enter_context(screen)
        os.close(tell)
        with os.fdopen(told) as number:
            made["DISPLAY"] = f":{number.readline().strip()}"
        begun = ("dbus-daemon", "--session", "--nofork", "--print-address")
        bus = running.enter_context(ended(*begun, stdout=subprocess.PIPE, env=made))
        made["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        yield made


@pytest.fixture
def reader(tmp_path, environment) -> Iterator[Reader]:
    """Before the lock page of a store with one case."""
    opened, _ = create(tmp_path / "data", PASSPHRASE, "Mette Holm", kdf=Kdf(1, 1024, 1))
    citizen = Citizen(id=new_id(), cpr="7101905678", given_name="Anders", family_name="Holm")
    session = fake_session(store=opened.store, user=opened.owner(), device=opened.device)
    start_case(session, citizen, "S-2026-0001")
    opened.close()
    told = Reader(environment["DBUS_SESSION_BUS_ADDRESS"], environment)
    window = [sys.executable, "-m", "jobassist", "--data-dir", str(tmp_path / "data")]
    with ended(*window, env=environment):
        yield told
    told.close()


def test_every_place_has_a_name_and_a_role_and_the_focus_is_told(reader):
    wanted = {("push button", "Lås op"), ("push button", "Glemt adgangssætning?")}
    reader.until(lambda: wanted <= set(reader.places()))
    reader.until(reader.all_named)
    reader.focus_window()
    reader.hears("Adgangssætning")
    reader.press("Tab")
    reader.hears("Lås op")
    reader.press("shift+Tab")
    reader.hears("Adgangssætning")

    reader.write(PASSPHRASE)
    reader.press("Return")
    reader.until(lambda: ("push button", "Søg") in reader.places())
    reader.press("ctrl+2")
    reader.hears("Søg i sager")
    reader.write("anders")
    reader.until(lambda: any("Anders Holm" in name for _, name in reader.places()))
    reader.press("Return")
    reader.until(lambda: ("push button", "Nyt notat") in reader.places())
    reader.until(reader.all_named)
    reader.press("ctrl+n")
    reader.hears("Notatets tekst")
    reader.until(reader.all_named)
