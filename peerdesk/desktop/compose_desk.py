"""The composition root of a session: an open vault, the models around it, and the desk in the window."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from peerdesk.desktop.announcer import Announcer
from peerdesk.desktop.doorway import Doorway
from peerdesk.desktop.keeping_safe import KeepingSafe
from peerdesk.desktop.models.note_rows import NoteRows
from peerdesk.desktop.models.sync_pulse import SyncPulse
from peerdesk.desktop.models.words import Words
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.preparing import Preparing
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.review import ReviewScreen
from peerdesk.desktop.screens.today import TodayScreen
from peerdesk.desktop.sentences import Sentences
from peerdesk.desktop.tidying import Tidying
from peerdesk.desktop.widgets.scroll import show_whole
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.remote import connect
from peerdesk.vault.shelves.identity import Identity
from peerdesk.vault.vault import Vault
from peerdesk.work.labels import read_labels
from peerdesk.work.resources import resource

FirstPage = TodayScreen | ReviewScreen


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What shows the desk now: built anew when the language or the look changes."""

    shared: SharedRoutes
    routes: PeerRoutes | SupervisorRoutes


class DeskSession(QObject):
    """One open vault in one window."""

    def __init__(self, door: Doorway, vault: Vault, *, rng: Callable[[int], bytes], parent: QObject) -> None:
        super().__init__(parent)
        self._door = door
        self._remotes = door.remotes or connect
        self._vault = vault
        self._labels = read_labels(resource("library", "vocab.json").read_bytes())
        self._identity: Identity | None = None
        self._pages: Pages | None = None
        self._closed = False
        self.announcer = Announcer(self)
        self.bench = Workbench(
            vault=vault,
            background=door.background,
            announcer=self.announcer,
            words=Words(self._labels, door.language.code, self),
            now=door.now,
            rng=rng,
        )
        self._tidying, self._safe = Tidying(self.bench, self), KeepingSafe(self.bench, self)
        self.bench.run(self, lambda: _identity_in(vault), self._on_known, self._on_refused)

    @property
    def pages(self) -> Pages:
        """The pages that are shown now. Raises RuntimeError before there are any."""
        if self._pages is None:
            raise RuntimeError("the desk is not built yet")
        return self._pages

    @property
    def is_ready(self) -> bool:
        """Say whether the desk is shown."""
        return self._pages is not None

    def rebuild(self) -> None:
        """Build the pages again, in another language or look. What stands in the form comes along."""
        if self._identity is None:
            return
        focus = QApplication.focusWidget()
        held = focus.objectName() if focus is not None else ""
        place = self._pages.routes.place if self._pages else ""
        draft = self._pages.routes.take_draft() if self._pages else None
        note = self._pages.routes.shown_note if self._pages else None
        if self._pages:
            self._pages.routes.drop()
            self._pages.shared.drop()
        self._build(self._identity, _first_page(self._identity))
        self.pages.routes.go(place)
        if note is not None:
            self.pages.routes.open_note("notes", note)
        if draft is not None:
            self.pages.routes.give_draft(draft)
        self._put_focus(held)

    def _put_focus(self, name: str) -> None:
        """Put the focus back on what asked for the other look: whoever works by keys goes on from there."""
        found = self.pages.shared.desk.findChild(QWidget, name) if name else None
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, found, lambda: show_whole(found))

    def keep_draft(self) -> None:
        """Keep what stands in a form as a jot, without asking. It is the last that is asked of the pages."""
        if self._pages:
            self._pages.routes.keep_draft()
            self._pages.shared.spelling.model.stop()

    def close(self) -> None:
        """Close the vault; on the vault's thread. Twice is once."""
        if not self._closed:
            self._closed = True
            self._vault.close()

    def _on_known(self, identity: Identity) -> None:
        self._identity = identity
        first = _first_page(identity)
        # The rest in the next turn of the event loop: together they would hold the window for most of a frame.
        QTimer.singleShot(0, self, lambda: self._begin(identity, first))

    def _begin(self, identity: Identity, first: FirstPage) -> None:
        if not self._closed and self._pages is None:
            self._build(identity, first)
            self.pages.routes.go("")

    def _on_refused(self, problem: ExpectedError) -> None:
        self._door.refuse(Sentences().of(problem))

    def _build(self, identity: Identity, first: FirstPage) -> None:
        words = Words(self._labels, self._door.language.code, self)
        words.hide(self.bench.words.hidden)
        words.arrange(self.bench.words.own)
        bench = Workbench(
            vault=self._vault,
            background=self._door.background,
            announcer=self.announcer,
            words=words,
            now=self.bench.now,
            rng=self.bench.rng,
        )
        self.bench = bench
        rows = NoteRows(words, self)
        rows.enrolled = identity.organisation is not None
        pulse = SyncPulse(bench, self._remotes, self)
        shared = SharedRoutes(self._door, bench, identity, pulse, parent=self)
        routes: PeerRoutes | SupervisorRoutes
        if isinstance(first, ReviewScreen):
            routes = SupervisorRoutes(shared, bench, rows, first, parent=self)
        else:
            routes = PeerRoutes(shared, bench, rows, first, parent=self)
        self._pages = Pages(shared=shared, routes=routes)
        Preparing(shared, parent=shared)
        if not self._vault.is_read_only:
            pulse.start()


def _first_page(identity: Identity) -> FirstPage:
    return ReviewScreen() if identity.role is Role.SUPERVISOR else TodayScreen()


def _identity_in(vault: Vault) -> Identity:
    with vault.read() as tx:
        return tx.identity.get()
