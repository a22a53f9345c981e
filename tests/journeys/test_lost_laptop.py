"""Ruth's laptop is lost: it is taken off the list, she goes on at a new machine by her sheet, and nobody learns more.

Through real windows here, and by real commands in `test_lost_laptop_at_a_terminal`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from peerdesk.crypto.epoch_key import unbox_epoch
from peerdesk.crypto.errors import CannotOpenError, NoBoxError
from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of
from peerdesk.vault.engine import driver_of
from peerdesk.vault.opening import open_vault
from peerdesk.vault.places import find_vaults
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.epoch import Box, EpochObject, parse_epoch
from peerdesk.wire.exchange import NOTHING_SEEN, PullReply, PullRequest
from peerdesk.wire.login import LoginKind
from peerdesk.wire.revision import Kind, parse_header, parse_revision
from peerdesk.work.devices import own_devices
from peerdesk.work.encounters import encounter_detail, encounter_page, keep_encounter
from peerdesk.work.revoking import revoke_device
from peerdesk.work.supervision import review_queue
from tests.desktop.desks import open_desk
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, a_hospital, clock
from tests.work.office import Office
from tests.work.ruth import OTHER, Ruth

_FRAMES = "SELECT frame FROM revision WHERE space = ?"

CANARY = "zebra-canary-5521"
PRIVATE, UNSENT = f"wants a quiet room, {CANARY}", f"written on the way home, {CANARY}"
"""Of the first two notes one is shared; the third had not left the laptop."""


class Loss:
    """Ruth's notes are on the server, one is shared, and one was never sent. Then the laptop is gone, as it is."""

    def __init__(self, ruth: Ruth) -> None:
        self.ruth, self.hospital = ruth, ruth.hospital
        ruth.keep(PRIVATE)
        ruth.meet(ruth.first, ruth.tomas)
        ruth.keep(UNSENT)
        self.laptop = ruth.first.device
        self.homes = ruth.hospital.folder / "homes"
        ruth.first.close()

    def officer_removes(self) -> None:
        assert self.laptop is not None
        assert revoke_device(Office(self.hospital).ask("Ruth Lind"), self.laptop.hex()).changed


@pytest.fixture
def loss(tmp_path: Path, qapp: QApplication) -> Iterator[Loss]:
    assert qapp is QApplication.instance()
    with a_hospital(tmp_path) as hospital:
        yield Loss(Ruth(hospital))


@contextmanager
def reopened(homes: Path) -> Iterator[Vault]:
    """Open Ruth's new machine once more."""
    (place,) = find_vaults(homes / "new")
    with open_vault(place.folder, passphrase=OTHER, rng=os.urandom, allow_test_profile=True) as vault:
        yield vault


def memories(vault: Vault) -> set[str]:
    return {encounter_detail(vault, row.id).encounter.memory for row in encounter_page(vault, limit=50)}


def press(desk: WatchedDesk, words: str) -> None:
    found = [one for one in desk.door.frame.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    assert found, words
    found[0].click()
    desk.settle()


def said(desk: WatchedDesk) -> str:
    return "\n".join(one.text() for one in desk.door.frame.findChildren(QLabel) if one.isVisible())


def test_the_officer_removes_it_and_everything_comes_back_after_one_question(loss: Loss) -> None:
    loss.officer_removes()
    new = loss.ruth.joined(home="new")
    new.close()
    with open_desk(loss.homes / "new", OTHER, remotes=Line(loss.hospital)) as desk:
        desk.show("trust")
        desk.settle()
        assert memories(vault_of(desk)) == set()
        press(desk, "All of it is mine")
        desk.press("F5")
        desk.settle()
        assert memories(vault_of(desk)) == {"from before", PRIVATE}
        assert "Everything is saved here and on the server" in said(desk)
        # What was last heard of it is what is here; later words are on the laptop alone.
        assert "Off the list. Its last change here: today " in said(desk)
    _the_lost_one_is_outside(loss)
    _nobody_else_learns_more(loss)


def test_she_removes_it_herself_at_the_new_machine(loss: Loss) -> None:
    new = loss.ruth.joined(home="new")
    new.close()
    with open_desk(loss.homes / "new", OTHER, remotes=Line(loss.hospital)) as desk:
        desk.settle()
        assert memories(vault_of(desk)) == {"from before", PRIVATE}
        desk.show("trust")
        desk.settle()
        # What was last heard of it is what is here; later words are on the laptop alone.
        assert "Its last change here: today " in said(desk)
        press(desk, "Remove")
        assert "What it wrote after that stays on it." in said(desk)
        press(desk, "Remove it")
        assert [one.live for one in own_devices(vault_of(desk)) if one.id == loss.laptop] == [False]
        assert memories(vault_of(desk)) == {"from before", PRIVATE}
        keep_encounter(vault_of(desk), EncounterDraft(setting="ed", outcome="left"), clock(), os.urandom)
        desk.press("F5")
        desk.settle()
        with vault_of(desk).read() as tx:
            assert loss.laptop not in tx.epochs.all(tx.own_space)[-1].readers
    _the_lost_one_is_outside(loss)
    _nobody_else_learns_more(loss)


def _the_lost_one_is_outside(loss: Loss) -> None:
    """Whoever opens the lost laptop, even with its passphrase, reads what is on it, and nothing new comes there."""
    with open_desk(loss.homes / "Ruth Lind", PASSPHRASE, remotes=Line(loss.hospital)) as desk:
        desk.show("trust")
        desk.press("F5")
        desk.settle()
        assert "This computer was taken off the hospital's list." in said(desk)
        assert "lies sealed at the server: 1." in said(desk)
        assert memories(vault_of(desk)) == {"from before", PRIVATE, UNSENT}
    _what_it_had_not_sent_waits_for_her(loss)


def _what_it_had_not_sent_waits_for_her(loss: Loss) -> None:
    with open_desk(loss.homes / "new", OTHER, remotes=Line(loss.hospital)) as desk:
        desk.show("trust")
        desk.settle()
        assert UNSENT not in memories(vault_of(desk))
        press(desk, "All of it is mine")
        desk.press("F5")
        desk.settle()
        assert UNSENT in memories(vault_of(desk))


def _nobody_else_learns_more(loss: Loss) -> None:
    tomas = loss.ruth.tomas
    loss.hospital.sync(tomas)
    assert len(review_queue(tomas)) == 1
    image = [path for path in (loss.homes / "Ruth Lind").rglob("*") if path.is_file()]
    assert image
    for path in image:
        for word in (CANARY, "from before"):
            assert word.encode() not in path.read_bytes(), path
            assert word.encode("utf-16-le") not in path.read_bytes(), path
    _no_key_opens_her_own_space(loss, tomas)


def _no_key_opens_her_own_space(loss: Loss, tomas: Vault) -> None:
    """The server hands a supervisor nothing of it; and had it done so: no key of theirs opens any of its boxes."""
    with tomas.read() as tx:
        identity = tx.identity.get()
    author = author_of(identity, tomas.run, tomas.subkey("device-keys"))
    with reopened(loss.homes) as ruths, ruths.read() as tx:
        space = wire_ids.SpaceId(tx.own_space)
        rows = driver_of(tx._connection).execute(_FRAMES, (tx.own_space,)).fetchall()
    frames = [parse_revision(frame) for (frame,) in rows]
    epochs = [parse_epoch(one.ciphertext) for one in frames if parse_header(one.header).kind is Kind.EPOCH]
    assert len(epochs) >= 1
    assert len(frames) > len(epochs)
    for epoch in epochs:
        with pytest.raises(NoBoxError):
            unbox_epoch(epoch, space, author.device, author.keys)
        for box in epoch.boxes:
            with pytest.raises(CannotOpenError):
                unbox_epoch(_readdressed(epoch, box, author.device), space, author.device, author.keys)
    line = loss.hospital.remotes("", b"")
    sign = author.signer.signatures
    log_in(line, Credentials(kind=LoginKind.DEVICE, who=author.device, person=author.person, sign=sign))
    question = PullRequest(space=space, witness=NOTHING_SEEN, after=0, limit=10)
    with pytest.raises(ServerRefusedError, match="not_allowed"):
        line.ask(endpoints.PULL, question, PullReply)


def _readdressed(epoch: EpochObject, box: Box, reader: wire_ids.DeviceId) -> EpochObject:
    """Return the epoch as if somebody had put another name on one of its boxes."""
    return msgspec.structs.replace(epoch, boxes=(msgspec.structs.replace(box, reader=reader),))
