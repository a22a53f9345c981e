"""The person's own computers, in words, and taking one off the list."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.computer_views import ComputerView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotEnrolledError
from peerdesk.domain.ids import DeviceId
from peerdesk.work.devices import OwnDevice, own_devices
from peerdesk.work.enrolment import Remotes
from peerdesk.work.removing import Removed, find_own_computer, remove_computer
from peerdesk.work.syncing import Status

_MARK_SIGNS = 4
_MOST_GONE = 2
"""So many of those that are off the list are shown: what they wrote after their last change here is on them alone."""


class ComputersModel(QObject):
    """`shown` carries ComputerViews, `removed` a name and whether the server has heard of it."""

    shown = Signal(object)
    removed = Signal(str, bool)
    refused = Signal(object)

    def __init__(self, bench: Workbench, remotes: Remotes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._remotes = remotes
        self._going: set[DeviceId] = set()
        self._removed: bool | None = None
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the list from the vault."""
        bench = self._bench

        def job() -> tuple[OwnDevice, ...]:
            try:
                return own_devices(bench.vault)
            except NotEnrolledError:
                return ()

        bench.run(self, job, self._on_read, self.refused.emit)

    def hear(self, known: Status) -> None:
        """Read again where this computer turns out to be off the list while it is open, or is on it again."""
        was, self._removed = self._removed, known.removed
        if was is not None and was is not known.removed:
            self.read()

    def remove(self, one: ComputerView) -> None:
        """Take a computer off the list, in the background."""
        bench, remotes, key = self._bench, self._remotes, one.key
        if not isinstance(key, bytes) or key in self._going:
            return
        self._going.add(DeviceId(key))

        def job() -> Removed:
            device = find_own_computer(bench.vault, key.hex())
            return remove_computer(bench.vault, remotes, device, bench.now(), bench.rng)

        def done(told: Removed) -> None:
            self._going.discard(DeviceId(key))
            self.removed.emit(one.name, told.is_heard)
            bench.announcer.tell(told.changes)

        def failed(problem: object) -> None:
            self._going.discard(DeviceId(key))
            self.refused.emit(problem)
            self.read()

        self.read()
        bench.background.run_network(self, job, done, failed)

    def _on_read(self, found: tuple[OwnDevice, ...]) -> None:
        every = [one for one in found if not one.is_paper]
        gone = [one for one in every if not (one.live or one.is_this)]
        computers = [one for one in every if one not in gone] + gone[-_MOST_GONE:]
        names = [self._name(one) for one in computers]
        speaks = any(one.is_this and one.live for one in computers)
        self.shown.emit(
            tuple(
                self._view(one, name if names.count(name) == 1 else f"{name} ({one.id.hex()[:_MARK_SIGNS]})", speaks)
                for one, name in zip(computers, names, strict=True)
            )
        )

    def _view(self, one: OwnDevice, name: str, speaks: bool) -> ComputerView:
        if one.is_this:
            badge = self.tr("Here now") if one.live else self.tr("Off the list")
            tone = "ok" if one.live else "wait"
            return ComputerView(key=one.id, name=name, about=self.tr("This one"), is_this=True, badge=badge, tone=tone)
        if not one.live:
            about = self.tr("Off the list. %1").replace("%1", self._seen(one.last_seen))
            return ComputerView(key=one.id, name=name, about=about, is_this=False)
        is_going = one.removing or one.id in self._going
        return ComputerView(
            key=one.id,
            name=name,
            about=self._seen(one.last_seen),
            is_this=False,
            badge=self.tr("Being removed") if is_going else "",
            tone="wait",
            can_remove=speaks and not is_going,
            waits=speaks and one.removing and one.id not in self._going,
        )

    def _name(self, one: OwnDevice) -> str:
        if one.label and not one.label.isdigit():
            return one.label
        return self.tr("Computer %1").replace("%1", one.label or one.id.hex()[:_MARK_SIGNS])

    def _seen(self, at: datetime | None) -> str:
        # By what it has signed, and nothing else: that it talked to the server is only the server's word.
        if at is None:
            return self.tr("None of the latest changes here is from it")
        moment = self._bench.words.moment(at, now=self._bench.now())
        return self.tr("Its last change here: %1").replace("%1", moment)

    def _on_changed(self, changes: Changes) -> None:
        if changes.directory:
            self.read()
