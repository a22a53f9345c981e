"""A note's text is nowhere on the server, whatever it keeps and whatever it writes into its log."""

import logging
from pathlib import Path

import pytest

from peerdesk.crypto.envelope import open_revision, seal_epoch, seal_revision
from peerdesk.crypto.epoch_key import EpochKey, box_epoch
from peerdesk.wire.exchange import Outcome
from peerdesk.wire.revision import Kind, encode, read_revision
from tests.server.conftest import Team
from tests.server.hospital import RefusedError, Writer
from tests.wire.chains import Member

CANARY = "Blue Heron 27 slept by the river"


def readers(*members: Member) -> list[tuple]:
    return [(keys.id(), keys.public().box) for member in members for keys in (member.keys, member.paper)]


@pytest.mark.invariant(17)
@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_really_sealed_notes_pass_through_and_leave_no_word_behind(
    team: Team, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    key, writer = EpochKey.generate(), Writer.of(team.peer, team.pair)
    signer = team.peer.keys.signer()
    epoch = box_epoch(key, team.pair, readers(team.peer, team.supervisor))
    brings = seal_epoch(writer.header(Kind.EPOCH, epoch=key.epoch), epoch, signer)
    note = seal_revision(writer.header(epoch=key.epoch), CANARY.encode() * 20, key, signer)
    reply = team.devon.push(team.pair, encode(brings), encode(note))
    assert [receipt.outcome for receipt in reply.receipts] == [Outcome.STORED] * 2

    arrived = team.tomas.pull(team.pair).revisions[1]
    assert open_revision(*read_revision(arrived), key) == CANARY.encode() * 20

    kept = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert encode(note)[-64:] in kept
    for word in (CANARY, *CANARY.split(), key.key.decode("latin-1")):
        if len(word) > 4:
            assert word.encode("latin-1") not in kept
            assert word not in caplog.text
    assert team.peer.person.hex() not in caplog.text
    assert team.devon.token not in caplog.text


def test_an_epoch_for_somebody_who_does_not_belong_to_the_space_is_turned_down(team: Team) -> None:
    key, writer, stranger = EpochKey.generate(), Writer.of(team.peer), Member(team.peer.person)
    for others in (stranger, team.supervisor):
        epoch = box_epoch(key, team.own, readers(team.peer, others))
        brings = seal_epoch(writer.header(Kind.EPOCH, epoch=key.epoch), epoch, team.peer.keys.signer())
        with pytest.raises(RefusedError, match="not_allowed"):
            team.devon.push(team.own, encode(brings))
