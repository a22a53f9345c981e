"""A form that was open when the desk locked, and stands as it did when somebody opens it again."""

from dataclasses import asdict, replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject

from peerdesk.desktop.models.follow_up_views import FollowUpForm
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.work.unfinished import Stands, keep_unfinished, unfinished

Form = TypeVar("Form", FollowUpForm, IntroductionDraft)


class UnfinishedForm(QObject, Generic[Form]):
    """One kind of form. `name` is what it is kept under, `empty` how it stands when nobody has written anything.

    `stands` is how it stood when it was left, once that was read.
    """

    def __init__(self, bench: Workbench, name: str, empty: Form, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._name = name
        self._empty: Form = empty
        self.stands: Form | None = None
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read how the form stood, so that it opens at once when somebody asks for it."""
        vault, name, empty = self._bench.vault, self._name, self._empty

        def told(kept: Stands) -> None:
            known: dict[str, Any] = {field: kept[field] for field in asdict(empty) if field in kept}
            self.stands = replace(empty, **known) if known else None

        # What cannot be read is no reason to keep somebody from writing.
        self._bench.run(self, lambda: unfinished(vault, name), told, _nothing)

    def keep(self, form: Form) -> None:
        """Keep how it stands."""
        vault, name, stands = self._bench.vault, self._name, asdict(form)
        self._bench.run(self, lambda: keep_unfinished(vault, name, stands), _nothing, _nothing)

    def forget(self) -> None:
        """Let go of it: it was kept as what it is, or closed by somebody who saw it."""
        vault, name = self._bench.vault, self._name
        self.stands = None
        self._bench.run(self, lambda: keep_unfinished(vault, name, {}), _nothing, _nothing)

    def _on_changed(self, changes: Changes) -> None:
        if self.stands is not None and any(map(changes.touches, (RecordKind.WITHDRAWAL, RecordKind.ONE_PERSON))):
            # It may have been about somebody who changed their mind, and opens empty from here on.
            self.read()


def _nothing(_: object) -> None:
    """What is said of a form that waits: nothing, since nobody has asked."""
