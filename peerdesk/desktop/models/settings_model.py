"""What the page of settings asks the vault: the hospital's limit, and which words are suggested."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.managed import ManagedSettings
from peerdesk.work import nudges
from peerdesk.work.policy import policy_here


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView:
    """`longest_lock` is the hospital's limit in minutes, None without one: the shorter of its policy's and its IT's.

    `suggests` says whether words are suggested at all, and `unwanted` which are not any more, in their own order.
    """

    longest_lock: int | None = None
    suggests: bool = True
    unwanted: tuple[str, ...] = ()


class SettingsModel(QObject):
    """`shown` carries a SettingsView."""

    shown = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, managed: ManagedSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench, self._managed = bench, managed
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read it all."""
        self._after(lambda: None)

    def suggest(self, on: bool) -> None:
        """Suggest words, or none."""
        self._after(lambda: nudges.suggest(self._bench.vault, on=on))

    def want_again(self, key: str) -> None:
        """Suggest this word again."""
        self._after(lambda: nudges.want_again(self._bench.vault, key))

    def _after(self, change: Callable[[], object]) -> None:
        vault, managed = self._bench.vault, self._managed.longest_lock

        def job() -> SettingsView:
            change()
            limits = (policy_here(vault).lock_minutes, managed)
            limit = min((one for one in limits if one is not None), default=None)
            words = tuple(sorted(nudges.unwanted(vault), key=str.casefold))
            return SettingsView(longest_lock=limit, suggests=nudges.suggests(vault), unwanted=words)

        self._bench.run(self, job, self.shown.emit, self.refused.emit)

    def _on_changed(self, changes: Changes) -> None:
        if changes.directory:
            self.read()
