"""A login manager on a private bus: `python logind.py`, orders on standard input.

Answers GetSession and Inhibit (with a pipe, whose other end tells when it is let go), and sends
the signals that logind sends. Tells `ready`, `inhibited` and, at the end of it, `released`.
"""

import os
import sys
import threading

from jeepney import DBusAddress, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
ACTIVE = [True]
OURS = f"{PATH}/session/_31"


def main() -> None:
    connection = open_dbus_connection("SESSION", enable_fds=True)
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    threading.Thread(target=_obey, args=[connection], daemon=True).start()
    print("ready", flush=True)
    while True:
        _answer(connection, connection.receive())


def _answer(connection, call) -> None:
    if call.header.message_type is not MessageType.method_call:
        return
    member = call.header.fields.get(3)
    if member == "GetSession":
        connection.send(new_method_return(call, "o", (OURS,)))
    elif member == "Get":
        connection.send(new_method_return(call, "v", (("b", ACTIVE[0]),)))
    elif member == "Inhibit":
        reading, writing = os.pipe()
        connection.send(new_method_return(call, "h", (writing,)))
        os.close(writing)
        threading.Thread(target=_watch, args=[reading], daemon=True).start()
        print("inhibited", flush=True)


def _watch(reading: int) -> None:
    os.read(reading, 1)  # ends when the last holder of the other end is gone
    print("released", flush=True)


def _obey(connection) -> None:
    for order in sys.stdin:
        connection.send(_signal(order.strip()))


def _signal(order: str):
    manager, session = DBusAddress(PATH, NAME, MANAGER), DBusAddress(OURS, NAME, SESSION)
    if order == "sleep":
        return new_signal(manager, "PrepareForSleep", "b", (True,))
    if order == "wake":
        return new_signal(manager, "PrepareForSleep", "b", (False,))
    if order == "lock":
        return new_signal(session, "Lock")
    if order == "screen":
        saver = DBusAddress("/org/gnome/ScreenSaver", None, "org.gnome.ScreenSaver")
        return new_signal(saver, "ActiveChanged", "b", (True,))
    ACTIVE[0] = order == "back"
    properties = DBusAddress(OURS, NAME, "org.freedesktop.DBus.Properties")
    changed = (SESSION, {"Active": ("b", ACTIVE[0])}, [])
    return new_signal(properties, "PropertiesChanged", "sa{sv}as", changed)


if __name__ == "__main__":
    main()
