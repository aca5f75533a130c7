"""Linux: the login manager and the screen saver tell by D-Bus when to lock.

logind: `PrepareForSleep`, `Lock` of our session, and `Active` when the user is switched. Screen
savers: `ActiveChanged`, by the names the desktops use. A bus that is not there is no fault.
While we listen, logind is asked to delay sleep until we are locked: the inhibitor is a file that
ends with the process.
"""

import os
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

_LOGIN = "org.freedesktop.login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_MANAGER_PATH = "/org/freedesktop/login1"
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)
_WAIT_MS = 500  # for the login manager's answers; the work is on the screen already


class DbusWatch(QObject):
    """`lock_asked` when any of them says so."""

    lock_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._awake: QDBusUnixFileDescriptor | None = None
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            self._listen_to_login(system)
        if session.isConnected():
            for name, path in _SAVERS:
                session.connect("", path, name, "ActiveChanged", self, _slot("_changed(bool)"))

    def _listen_to_login(self, bus: QDBusConnection) -> None:
        sleep = _slot("_changed(bool)")
        bus.connect(_LOGIN, _MANAGER_PATH, _MANAGER, "PrepareForSleep", self, sleep)
        self._bus, self._path = bus, self._session_path(bus)
        if path := self._path:
            bus.connect(_LOGIN, path, _SESSION, "Lock", self, _slot("_locked()"))
            bus.connect(
                _LOGIN,
                path,
                _PROPERTIES,
                "PropertiesChanged",
                self,
                _slot("_session_changed()"),
            )
        asked = _ask(bus, "Inhibit", "sleep", "jobassist", "locks first", "delay")
        if asked and isinstance(asked[0], QDBusUnixFileDescriptor):
            self._awake = asked[0]

    def _session_path(self, bus: QDBusConnection) -> str:
        session = os.environ.get("XDG_SESSION_ID", "")
        asked = _ask(bus, "GetSession", session) if session else []
        if not asked:
            return ""
        return asked[0].path() if isinstance(asked[0], QDBusObjectPath) else str(asked[0])

    @Slot(bool)
    def _changed(self, begins: bool) -> None:
        if begins:
            self.lock_asked.emit()

    @Slot()
    def _locked(self) -> None:
        self.lock_asked.emit()

    @Slot()
    def _session_changed(self) -> None:
        asked = _ask(self._bus, "Get", _SESSION, "Active", path=self._path, of=_PROPERTIES)
        active = asked[0] if asked else True
        if isinstance(active, QDBusVariant):
            active = active.variant()
        if active is False:
            self.lock_asked.emit()


def _slot(signature: str) -> Any:
    """As PySide takes it at run time, whatever its stubs say (they ask for bytes)."""
    return SLOT(signature)


def _ask(
    bus: QDBusConnection,
    method: str,
    *arguments: object,
    path: str = _MANAGER_PATH,
    of: str = _MANAGER,
) -> list[object]:
    message = QDBusMessage.createMethodCall(_LOGIN, path, of, method)
    message.setArguments(list(arguments))
    reply = bus.call(message, timeout=_WAIT_MS)
    told = reply.type() == QDBusMessage.MessageType.ReplyMessage
    return list(reply.arguments()) if told else []
