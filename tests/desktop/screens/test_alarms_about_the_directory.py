"""What a peer sees when a server lies about who is who: plain words, what to do, and nothing lost. On a real window."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.widgets.toast import Toast
from peerdesk.domain.errors import DirectoryForkedError
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.encounters import encounter_page
from peerdesk.work.policy import Rule
from peerdesk.work.policy_making import make_policy
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.syncing import status, sync_now
from peerdesk.work.two_directories import two_directories
from tests.desktop.desks import beyond, clipped, nameless, open_desk
from tests.desktop.screens.test_what_the_hospital_decides import texts
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital, clock
from tests.sync.bad_line import BadLine, changed
from tests.work.office import Office
from tests.work.ward import Pair

YEAR = timedelta(days=366)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        pair.note()
        pair.meet()
        yield pair


class Liar:
    """Stands before the server and changes what it says of the directory, until it is told to stop."""

    def __init__(self, ward: Pair, change: Callable[[Any], Any]) -> None:
        self.change: Callable[[Any], Any] = change
        # The desk keeps its line open, so the same one has to tell the truth later.
        fault = changed(endpoints.DIRECTORY, self.answered)
        ward.hospital.wrap = lambda line: BadLine(line, fault)

    def answered(self, reply: Any) -> Any:
        return self.change(reply)

    def stop(self) -> None:
        self.change = lambda reply: reply


@contextmanager
def desk_on(ward: Pair, language: str = "en") -> Iterator[tuple[WatchedDesk, Vault]]:
    """Open Devon's desk on Sync & trust, and let it sync once."""
    ward.devon.close()
    ward.hospital.open_vaults.remove(ward.devon)
    home = ward.hospital.folder / "homes" / "Devon Achebe"
    with open_desk(home, PASSPHRASE, remotes=ward.hospital.remotes, language=language) as desk:
        session = desk.door.session
        assert session is not None
        session.pages.shared.show_trust()
        session.pages.shared.pulse.sync()
        desk.settle()
        yield desk, session.bench.vault


def seen_whole(desk: WatchedDesk) -> None:
    desk.settle()
    assert (clipped(desk.door.frame), nameless(desk.door.frame), beyond(desk.door.frame)) == ([], [], [])


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Sharing is off. Tell your program."), ("es", "No se comparte nada.")]
)
def test_another_head_turns_sharing_off_keeps_both_and_says_so(ward: Pair, language: str, words: str) -> None:
    liar = Liar(ward, lambda reply: msgspec.structs.replace(reply, head_hash=b"\x07" * 32))
    with desk_on(ward, language) as (desk, vault):
        desk.wait(lambda: words in texts(desk), "the alarm")
        seen_whole(desk)
        found = two_directories(vault)
        assert found is not None
        assert (found.theirs, len(found.ours), found.ours == found.theirs) == (b"\x07" * 32, 32, False)
        note = encounter_page(vault)[0].id
        with pytest.raises(DirectoryForkedError):
            share(vault, note, find_reader(vault, "Tomas Okafor", clock()), clock())
        # The server tells the truth again. That it has lied stays, and somebody has to look into it.
        liar.stop()
        sync_now(vault, ward.hospital.remotes, clock(), bytes)
        assert status(vault, clock()).forked
        assert len(encounter_page(vault)) == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_once_the_server_shows_ours_again_sharing_goes_on_by_the_persons_word(ward: Pair, language: str) -> None:
    looked, right = {
        "en": ("It was looked into", "My officer says it is right"),
        "es": ("Ya se revisó", "La persona encargada dice que es correcta"),
    }[language]
    liar = Liar(ward, lambda reply: msgspec.structs.replace(reply, head_hash=b"\x07" * 32))
    with desk_on(ward, language) as (desk, vault):
        desk.wait(lambda: two_directories(vault) is not None, "the alarm")
        desk.settle()
        assert buttons(desk, looked) == []
        liar.stop()
        desk.press("F5")
        desk.settle()
        buttons(desk, looked)[0].click()
        desk.settle()
        sheet = routes(desk).directory.sheet
        assert sheet is not None
        assert "0707 0707 0707 0707" in shown(desk)
        assert (clipped(sheet), nameless(sheet)) == ([], [])
        desk.press("Escape")
        desk.settle()
        assert status(vault, clock()).forked
        buttons(desk, looked)[0].click()
        desk.settle()
        buttons(desk, right)[0].click()
        desk.settle()
        assert not status(vault, clock()).forked
        share(vault, encounter_page(vault)[0].id, find_reader(vault, "Tomas Okafor", clock()), clock())


def test_another_entry_in_our_next_place_is_kept_byte_for_byte(ward: Pair) -> None:
    office = Office(ward.hospital)
    make_policy(ward.hospital.org, office.key_ask().root, {Rule.LOCK_MINUTES: 5}, office.line(), office.now)
    entries: list[bytes] = []

    def forged(reply: Any) -> Any:
        if not reply.entries:
            return reply
        # One letter of the policy is another one: the root has signed no such thing.
        entries.append(reply.entries[-1].replace(b"lock_minutes", b"lock_minutos"))
        return msgspec.structs.replace(reply, entries=(*reply.entries[:-1], entries[-1]))

    Liar(ward, forged)
    with desk_on(ward) as (desk, vault):
        desk.wait(lambda: "Sharing is off." in texts(desk), "the alarm")
        with vault.read() as tx:
            (fork,) = tx.directory.forks()
        assert fork.entry == entries[0]
        found = two_directories(vault)
        assert found is not None
        assert found.ours == b""


def test_a_server_that_takes_entries_back_and_refuses_them_is_not_believed(ward: Pair) -> None:
    with ward.devon.read() as tx:
        first = tx.directory.after(0)[0]
    liar = Liar(ward, lambda reply: msgspec.structs.replace(reply, entries=(), head_n=1, head_hash=first.hash))
    with desk_on(ward) as (desk, vault):
        desk.wait(lambda: "does not fit together" in texts(desk), "the alarm")
        seen_whole(desk)
        assert len(encounter_page(vault)) == 1
        # Nothing shows two truths here: once the server has its entries again, all is well.
        assert two_directories(vault) is None
        liar.stop()
        # The line that told of it stays for twelve seconds; what counts is the page behind it.
        for toast in desk.door.frame.findChildren(Toast):
            toast.dismiss()
        assert "does not fit together" in shown(desk)
        session = desk.door.session
        assert session is not None
        session.pages.shared.pulse.sync()
        desk.wait(lambda: "does not fit together" not in shown(desk), "it to be over")


def routes(desk: WatchedDesk) -> SharedRoutes:
    session = desk.door.session
    assert session is not None
    return session.pages.shared


def buttons(desk: WatchedDesk, words: str) -> list[QPushButton]:
    found = desk.door.frame.findChildren(QPushButton)
    return [one for one in found if one.text() == words and one.isVisible()]


def shown(desk: WatchedDesk) -> str:
    """Return what can be read on the page now, without what is there and hidden."""
    return " ".join(str(one.text()) for one in desk.door.frame.findChildren(QLabel) if one.isVisible())


@pytest.mark.parametrize(("language", "words"), [("en", "not checked yet"), ("es", "aún sin verificar")])
def test_somebody_new_is_shown_as_not_checked_yet(ward: Pair, language: str, words: str) -> None:
    with desk_on(ward, language) as (desk, _):
        desk.wait(lambda: words in texts(desk), "the words")


def test_an_officer_out_of_date_stops_nobody_from_reading_sharing_or_syncing(ward: Pair) -> None:
    """Only new words of the officer's need a date. What they said holds, and people go on."""
    later = clock() + YEAR
    note, rng = encounter_page(ward.devon)[0].id, bytes
    share(ward.devon, note, find_reader(ward.devon, "Tomas Okafor", later), later)
    for vault in (ward.devon, ward.tomas):
        assert sync_now(vault, ward.hospital.remotes, later, rng).proof
    with desk_on(ward) as (desk, vault):
        assert len(encounter_page(vault)) == 1
        assert "does not fit together" not in shown(desk)


def test_silence_is_shown_as_age_and_nothing_else(ward: Pair) -> None:
    with desk_on(ward) as (desk, _):
        desk.wait(lambda: "Last talk with Harbor Point was today" in texts(desk), "the last talk")
        session = desk.door.session
        assert session is not None
        model, known = session.pages.shared.trust_model, session.pages.shared.trust_model._status
        assert known is not None
        model._on_status(replace(known, stale_days=12))
        assert "That was 12 days ago. What others sent is complete up to then." in texts(desk)
