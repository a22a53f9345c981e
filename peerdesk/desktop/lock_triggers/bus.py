"""Listening and asking on D-Bus, on a thread that touches nothing of Qt's.

PySide keeps what class was looked up last where the window reads it without Python's lock. Qt's own part for D-Bus has
a thread that asks for the classes of our objects, and two of these at one moment were a crash.
"""

import itertools
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageFlag, MessageType, new_method_call

from peerdesk.desktop.lock_triggers.line import Line, Place
from peerdesk.desktop.lock_triggers.messages import received
from peerdesk.desktop.lock_triggers.trigger import Lock

PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_DAEMON: Final = "org.freedesktop.DBus"
_DAEMON_PATH: Final = "/org/freedesktop/DBus"
_MOST_WAITING: Final = 64
"""Answers that are still waited for. A service that never answers is not waited for without end."""

Answer = Callable[[object], None]
Heard = Callable[[object, tuple[object, ...]], None]
"""Gets the path of a signal and its values, which may be of any kind: they are what somebody sent."""


class Bus:
    """One bus, for the thread that listens to it. What is asked comes back as a call."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._serials = itertools.count(1)
        self._waiting: dict[int, Answer] = {}
        self._heard: list[tuple[tuple[str, str, str, str], Heard]] = []
        self._owners: dict[str, str] = {}

    def greet(self) -> None:
        """Begin as every connection does. Raises OSError where no greeting comes back."""
        greeted: list[object] = []
        self.ask((_DAEMON, _DAEMON_PATH, _DAEMON, "Hello"), (), greeted.append)
        while not greeted:
            self._next()
        self._line.settimeout(None)

    def hear(self, place: tuple[str, str, str, str], then: Heard) -> None:
        """Have a signal told: service, path, interface, name. An empty one stands for any."""
        service, path, interface, name = place
        if service and service not in self._owners:
            self._follow(service)
        self._heard.append((place, then))
        self._match(
            MatchRule(type="signal", sender=service or None, path=path or None, interface=interface, member=name)
        )

    def ask(self, place: tuple[str, str, str, str], words: Sequence[str], answer: Answer) -> None:
        """Call a method and hand its first value to `answer`. Who is not there, or says no, never answers."""
        service, path, interface, name = place
        call = new_method_call(DBusAddress(path, service, interface), name, "s" * len(words) or None, tuple(words))
        # Asking must not start anything: a computer without batteries has no use for the service that watches them.
        call.header.flags = MessageFlag.no_auto_start
        serial = next(self._serials)
        self._waiting[serial] = answer
        if len(self._waiting) > _MOST_WAITING:
            del self._waiting[min(self._waiting)]
        self._line.sendall(call.serialise(serial))

    def listen(self) -> None:
        """Hand out what comes. Raises OSError when nothing comes any more."""
        while True:
            self._next()

    def _follow(self, service: str) -> None:
        """Know who a service is: anybody on a bus may send us a signal and say that it is somebody else's."""
        self._owners[service] = ""

        def on_change(_path: object, values: tuple[object, ...]) -> None:
            match values:
                case (name, _, str(owner)) if name == service:
                    self._owners[service] = owner

        def on_owner(owner: object) -> None:
            self._owners[service] = str(owner)

        rule = MatchRule(type="signal", sender=_DAEMON, interface=_DAEMON, member="NameOwnerChanged")
        rule.add_arg_condition(0, service)
        # The daemon has a name that nobody else can take, and writes into each message who sent it.
        self._owners[_DAEMON] = _DAEMON
        self._heard.append(((_DAEMON, _DAEMON_PATH, _DAEMON, "NameOwnerChanged"), on_change))
        self._match(rule)
        self.ask((_DAEMON, _DAEMON_PATH, _DAEMON, "GetNameOwner"), (service,), on_owner)

    def _match(self, rule: MatchRule) -> None:
        self.ask((_DAEMON, _DAEMON_PATH, _DAEMON, "AddMatch"), (rule.serialise(),), lambda _: None)

    def _next(self) -> None:
        with received(self._line) as message:
            if message is None:
                return
            if message.header.message_type is MessageType.signal:
                self._on_signal(message)
            else:
                self._on_answer(message)

    def _on_signal(self, message: Message) -> None:
        said = message.header.fields
        for (service, *place), then in self._heard:
            names = [said.get(field) for field in (HeaderFields.path, HeaderFields.interface, HeaderFields.member)]
            is_theirs = not service or said.get(HeaderFields.sender) == self._owners[service]
            if is_theirs and all(wanted in ("", name) for wanted, name in zip(place, names, strict=True)):
                then(names[0], message.body)

    def _on_answer(self, message: Message) -> None:
        serial = message.header.fields.get(HeaderFields.reply_serial)
        answer = self._waiting.pop(serial, None) if isinstance(serial, int) else None
        if answer is None or message.header.message_type is not MessageType.method_return or not message.body:
            return
        is_boxed = str(message.header.fields.get(HeaderFields.signature)).startswith("v")
        answer(message.body[0][1] if is_boxed else message.body[0])


Begin = Callable[[Bus, Line, Lock], None]
"""Asks a bus for what a trigger listens to, on the thread: the lock may be called from there."""


def listen(places: Sequence[Place], line: Line, begins: Begin, tell: Lock) -> None:
    """Listen to a bus that is at one of the places, until it or the line ends. For a thread of its own."""
    for place in places:
        with suppress(OSError), line.opened(place) as opened:
            bus = Bus(opened)
            bus.greet()
            begins(bus, line, tell)
            line.is_listening = True
            bus.listen()
