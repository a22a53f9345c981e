"""Listening and asking on D-Bus. Nothing here waits for an answer: what is asked comes back as a call."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import SLOT, QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

from peerdesk.desktop.lock_triggers.answering import Address, Answering

PROPERTIES = "org.freedesktop.DBus.Properties"
Answer = Callable[[object], None]


def connect(address: Address, owner: QObject, then: Callable[[QDBusConnection], None]) -> None:
    """Have `then` called with a line to a bus, once the bus has answered; one that does not answer is let be."""

    def on_found(found: str) -> None:
        bus = QDBusConnection.connectToBus(found, _name(owner))
        if bus.isConnected():
            then(bus)

    Answering(owner).ask(address, on_found)


def disconnect(owner: QObject) -> None:
    """End the line of an owner."""
    QDBusConnection.disconnectFromBus(_name(owner))


def hear(bus: QDBusConnection, place: Sequence[str], owner: QObject, slot: str) -> None:
    """Have a slot of the owner called for a signal: service, path, interface, name. An empty one stands for any."""
    service, path, interface, name = place
    # The binding's stubs ask for bytes here, and the binding takes none.
    wanted: Any = SLOT(f"{slot}(QDBusMessage)")
    bus.connect(service, path, interface, name, owner, wanted)


def ask(bus: QDBusConnection, place: Sequence[str], words: Sequence[str], owner: QObject, answer: Answer) -> None:
    """Call a method and hand its first value to `answer`. A service that is not there, or says no, never answers."""
    service, path, interface, name = place
    message = QDBusMessage.createMethodCall(service, path, interface, name)
    message.setArguments(list(words))
    # Asking must not start anything: a computer without batteries has no use for the service that watches them.
    message.setAutoStartService(False)
    watcher = QDBusPendingCallWatcher(bus.asyncCall(message), owner)

    def on_finished() -> None:
        values = [] if watcher.isError() else watcher.reply().arguments()
        watcher.deleteLater()
        if values:
            answer(values[0].variant() if isinstance(values[0], QDBusVariant) else values[0])

    watcher.finished.connect(on_finished)


def _name(owner: QObject) -> str:
    return f"peerdesk-{type(owner).__name__}-{id(owner)}"
