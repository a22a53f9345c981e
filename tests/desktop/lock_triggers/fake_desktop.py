"""A login manager, a power service and a screen saver on a bus of their own, told by lines what to do.

Runs under the system's Python, so that what arrives at the desk was made by another implementation of D-Bus.
"""

import os
import sys

from gi.repository import Gio, GLib

LOGIN, POWER = "org.freedesktop.login1", "org.freedesktop.UPower"
SESSION, MANAGER, SAVER = f"{LOGIN}.Session", f"{LOGIN}.Manager", "org.gnome.ScreenSaver"
MANAGER_PATH, POWER_PATH = "/org/freedesktop/login1", "/org/freedesktop/UPower"
AUTO, OWN, OTHER = (f"{MANAGER_PATH}/session/{name}" for name in ("auto", "_37", "c2"))
FORMS = f"""<node>
<interface name="{SESSION}"><property name="Id" type="s" access="read"/><property name="Active" type="b" access="read"/>
<property name="LockedHint" type="b" access="read"/><signal name="Lock"/></interface>
<interface name="{MANAGER}"><method name="Inhibit"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="h" direction="out"/></method>
<signal name="PrepareForSleep"><arg type="b"/></signal>
<signal name="PrepareForShutdown"><arg type="b"/></signal></interface>
<interface name="{POWER}"><property name="LidIsClosed" type="b" access="read"/></interface></node>"""
VALUES = {"Id": "7", "Active": True, "LockedHint": False, "LidIsClosed": False}
BARE = "bare" in sys.argv


def connection() -> Gio.DBusConnection:
    return Gio.DBusConnection.new_for_address_sync(
        os.environ["DBUS_SESSION_BUS_ADDRESS"],
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
        None,
        None,
    )


def say(*words: object) -> None:
    print(*words, flush=True)


def get(_bus: object, _sender: str, path: str, _interface: str, name: str) -> GLib.Variant:
    if not BARE:
        say("asked", path.rsplit("/", 1)[-1], name)
        return GLib.Variant("s" if name == "Id" else "b", VALUES[name])
    raise RuntimeError("no session")


def call(
    bus: Gio.DBusConnection,
    _sender: str,
    _path: str,
    _face: str,
    _name: str,
    words: GLib.Variant,
    ask: Gio.DBusMethodInvocation,
) -> None:
    ours, theirs = os.pipe()
    files = Gio.UnixFDList.new_from_array([theirs])
    say("delay", *words.unpack()[::3])
    GLib.io_add_watch(ours, GLib.IO_HUP, lambda *_: say("let go"))
    ask.return_value_with_unix_fd_list(GLib.Variant("(h)", (0,)), files)


def changed(bus: Gio.DBusConnection, path: str, interface: str, name: str, value: bool) -> None:
    VALUES[name] = value
    words = GLib.Variant("(sa{sv}as)", (interface, {name: GLib.Variant("b", value)}, []))
    bus.emit_signal(None, path, "org.freedesktop.DBus.Properties", "PropertiesChanged", words)


def called(bus: Gio.DBusConnection, method: str, *words: object) -> None:
    """Ask the daemon, and wait until it has answered."""
    form = GLib.Variant("(su)" if len(words) > 1 else "(s)", words)
    where = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
    bus.call_sync(*where, method, form, None, Gio.DBusCallFlags.NONE, -1, None)


def sleep_from_another(bus: Gio.DBusConnection) -> None:
    """Let another process be the login manager, and it sends the computer to sleep."""
    other = connection()
    called(bus, "ReleaseName", LOGIN)
    called(other, "RequestName", LOGIN, 0)
    other.emit_signal(None, MANAGER_PATH, MANAGER, "PrepareForSleep", GLib.Variant("(b)", (True,)))
    called(other, "ReleaseName", LOGIN)
    called(bus, "RequestName", LOGIN, 0)


def obey(bus: Gio.DBusConnection, word: str, value: bool) -> None:
    yes = GLib.Variant("(b)", (value,))
    acts = {
        "lock": lambda: bus.emit_signal(None, OWN if value else OTHER, SESSION, "Lock", None),
        "sleep": lambda: bus.emit_signal(None, MANAGER_PATH, MANAGER, "PrepareForSleep", yes),
        "shutdown": lambda: bus.emit_signal(None, MANAGER_PATH, MANAGER, "PrepareForShutdown", yes),
        "saver": lambda: bus.emit_signal(None, "/org/gnome/ScreenSaver", SAVER, "ActiveChanged", yes),
        "active": lambda: changed(bus, OWN, SESSION, "Active", value),
        "hint": lambda: changed(bus, OWN, SESSION, "LockedHint", value),
        "lid": lambda: changed(bus, POWER_PATH, POWER, "LidIsClosed", value),
        "again": lambda: sleep_from_another(bus),
        "idle": lambda: bus.emit_signal(None, "/nobody", "org.example", "Nothing", None),
    }
    acts[word]()
    say("did", word)


def main() -> None:
    bus = connection()
    session, manager, power = Gio.DBusNodeInfo.new_for_xml(FORMS).interfaces
    for path in (AUTO, OWN, OTHER):
        bus.register_object(path, session, None, get, None)
    bus.register_object(MANAGER_PATH, manager, call, None, None)
    bus.register_object(POWER_PATH, power, None, get, None)
    loop = GLib.MainLoop()
    for name in (LOGIN, POWER):
        Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, lambda *_: say("ready"), None)

    def on_line(*_: object) -> bool:
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        word, _, value = line.strip().partition(" ")
        obey(bus, word, value != "no")
        return True

    GLib.io_add_watch(0, GLib.IO_IN | GLib.IO_HUP, on_line)
    loop.run()


if __name__ == "__main__":
    main()
