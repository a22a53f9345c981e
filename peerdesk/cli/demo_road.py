"""The whole road, played with the real server and real vaults: every step says what it checked."""

import os
from pathlib import Path

from peerdesk.cli.demo_people import CANARY, HOSPITAL, THEIR_WORDS, Actor, Cast, devons_morning, marisols_morning
from peerdesk.cli.demo_server import DemoServer
from peerdesk.cli.demo_steps import Steps
from peerdesk.cli.invocation import now, today
from peerdesk.crypto.passphrase import FLOOR
from peerdesk.domain.errors import OfflineError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import AckKind, Role
from peerdesk.server.store.place import place
from peerdesk.server.verifying import verify
from peerdesk.sync.remote import connect
from peerdesk.work.encounters import encounter_detail, keep_encounter, keep_many, search
from peerdesk.work.enrolment import join_hospital
from peerdesk.work.joining import read_invite
from peerdesk.work.officer import Invitation, init_organisation, make_invite
from peerdesk.work.sharing import find_reader, preview, share, stop_sharing
from peerdesk.work.supervision import acknowledge, comment, open_item, review_queue
from peerdesk.work.syncing import SyncResult, status, sync_now

ANSWER = "Good call on walking over together."


class Road:
    """The demo's hospital in a folder of its own, and the note that travels.

    Nobody waits for the passphrases of invented people longer than the least Argon2 that is allowed takes.
    """

    def __init__(self, folder: Path, cast: Cast, steps: Steps) -> None:
        self.folder = folder
        self.cast = cast
        self.steps = steps
        self.server = DemoServer(folder / "server", folder / "officer" / "public.json")
        self.note = RecordId(b"")

    def found(self) -> None:
        """Found the hospital and start its server."""
        with self.steps.step("found the hospital") as check:
            founded = init_organisation(
                self.folder / "officer", HOSPITAL, self.cast.officer_passphrase, now(), profile=FLOOR
            )
            check.that(founded.public_file.exists(), "the officer's keys and the public file are there")
        with self.steps.step("start the server") as check:
            self.server.start()
            check.that(self.server.url.startswith("http://127.0.0.1:"), "the server listens on this computer only")

    def enrol(self) -> None:
        """Invite everybody, and let everybody join."""
        with self.steps.step("enrol three people") as check:
            for actor in self.cast.everybody:
                self._join(actor)
            check.that(len({actor.vault.vault_id for actor in self.cast.everybody}) == 3, "three vaults, three people")

    def record_offline(self) -> None:
        """Record a morning's work while the server is away."""
        devon, marisol = self.cast.devon.vault, self.cast.marisol.vault
        with self.steps.step("record offline") as check:
            check.that(self.server.stop(), "the server is away")
            kept = [keep_encounter(devon, draft, now(), os.urandom) for draft in devons_morning(today())]
            keep_many(marisol, marisols_morning(), now(), os.urandom)
            self.note = kept[-1].id
            check.that(encounter_detail(devon, self.note).encounter.memory == CANARY, "the note is kept here")
            check.that(
                [hit.row.id for hit in search(devon, "hero")] == [self.note], "it is found by the start of a word"
            )
            check.that(_is_offline(self.cast.devon), "a sync says that the server is away")
            check.that(status(devon, now()).waiting > 0, "everything waits to be sent, and nothing is lost")

    def sync(self) -> None:
        """Bring everybody up to date."""
        with self.steps.step("sync") as check:
            self.server.start()
            results = [sync(actor) for actor in self.cast.everybody]
            check.that(all(result.proof for result in results), "everybody has proof that all of theirs is there")
            check.that(not review_queue(self.cast.tomas.vault), "the supervisor sees nothing that was not shared")

    def share(self) -> None:
        """Share one note, exactly as the preview shows it."""
        devon = self.cast.devon.vault
        with self.steps.step("share") as check:
            tomas = find_reader(devon, self.cast.tomas.name, now())
            shown = preview(devon, self.note, tomas, now())
            check.that(not shown.projection.memory, "the preview holds no note text")
            check.that({"memory", "words", "supplies"} <= set(shown.stays), "it names what stays with the peer")
            share(devon, self.note, tomas, now())
            check.that(sync(self.cast.devon).proof, "the copy is on the server, with proof")
            sync(self.cast.tomas)
            (item,) = review_queue(self.cast.tomas.vault)
            check.that(item.received.item.projection == shown.projection, "the supervisor holds exactly the preview")
            check.that(item.peer == self.cast.devon.name, "and knows whom it is from")

    def review(self) -> None:
        """Let the supervisor open, comment and thank; the peer sees all of it."""
        tomas, devon = self.cast.tomas.vault, self.cast.devon.vault
        with self.steps.step("review") as check:
            (item,) = review_queue(tomas)
            detail, _ = open_item(tomas, item.received.item.id, now(), os.urandom)
            check.that(CANARY not in repr(detail) and THEIR_WORDS not in repr(detail), "no private word is in the copy")
            sync(self.cast.tomas)
            sync(self.cast.devon)
            (state,) = encounter_detail(devon, self.note).shares
            check.that(state.opened_at is not None, "the peer sees that it was opened, and when")
        with self.steps.step("comment") as check:
            comment(tomas, item.received.item.id, ANSWER, now(), os.urandom)
            acknowledge(tomas, item.received.item.id, AckKind.THANK, now(), os.urandom)
            sync(self.cast.tomas)
            sync(self.cast.devon)
            mine = encounter_detail(devon, self.note)
            check.that([said.text for said in mine.comments] == [ANSWER], "the comment is with the note")
            check.that([said.kind for said in mine.acknowledgements] == [AckKind.THANK], "so is the thank you")
            check.that(mine.encounter.memory == CANARY, "the note itself is untouched")

    def withdraw(self) -> None:
        """Stop sharing; the copy goes, and its reader's computer says so."""
        with self.steps.step("withdraw") as check:
            stop_sharing(self.cast.devon.vault, self.note)
            sync(self.cast.devon)
            sync(self.cast.tomas)
            check.that(not review_queue(self.cast.tomas.vault), "the copy is gone from the supervisor's computer")
            sync(self.cast.devon)
            (state,) = encounter_detail(self.cast.devon.vault, self.note).shares
            check.that(not state.is_on and state.removed_at is not None, "its receipt is back with the peer")

    def look_at_the_server(self) -> None:
        """Search every file of the server for every word that is nobody else's, and check its chains."""
        with self.steps.step("search the server's files") as check:
            check.that(not self.server.holds_any(self.cast.secret_words), "no name, handle or word is readable there")
            found = verify(place(self.folder / "server"))
            check.that(not found.faults, f"all {found.revisions} sealed changes and {found.entries} entries fit")
        with self.steps.step("stop the server") as check:
            check.that(self.server.stop(), "it ended by itself within ten seconds")

    def close(self) -> None:
        """Close every vault and stop the server, however far the road went."""
        for actor in self.cast.everybody:
            actor.close()
        self.server.stop()

    def _join(self, actor: Actor) -> None:
        supervisor = self.cast.tomas.name if actor.role is Role.PEER else ""
        wanted = Invitation(server=self.server.url, person=actor.name, role=actor.role, supervisor=supervisor)
        issued = make_invite(self.folder / "officer", self.cast.officer_passphrase, wanted, now())
        invite = read_invite(issued.text)
        joined = join_hospital(actor.home, invite, actor.passphrase, now(), remotes=connect, profile=FLOOR)
        actor.open_vault = joined.vault


def sync(actor: Actor) -> SyncResult:
    """Bring one person up to date with the server."""
    return sync_now(actor.vault, connect, now(), os.urandom)


def _is_offline(actor: Actor) -> bool:
    try:
        sync(actor)
    except OfflineError:
        return True
    return False
