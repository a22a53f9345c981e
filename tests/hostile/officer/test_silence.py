"""What an officer cannot do unseen, with real computers: read, take somebody's place, erase, show people two truths."""

import os
from typing import Any

import msgspec
import pytest

from peerdesk.crypto.epoch_key import unbox_epoch
from peerdesk.crypto.errors import CannotOpenError, NoBoxError
from peerdesk.domain.errors import ExpectedError, KeysChangedError, ServerRefusedError
from peerdesk.domain.notices import NoticeKind
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.transport import Transport
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import Signer, SignerRole, draft_entry, entry_hash, entry_statement
from peerdesk.wire.directory_body import Confirmed, Device, Left, Policy, Recovery
from peerdesk.wire.epoch import parse_epoch
from peerdesk.wire.exchange import (
    NOTHING_SEEN,
    AppendReply,
    AppendRequest,
    DirectoryReply,
    DirectoryRequest,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
)
from peerdesk.wire.login import LoginKind
from peerdesk.wire.revision import Kind, read_revision
from peerdesk.work.attention import needs
from peerdesk.work.encounters import change_encounter, encounter_detail
from peerdesk.work.notices import notices
from peerdesk.work.officer_people import Flag
from peerdesk.work.organisation_folder import unlock_officer
from peerdesk.work.revoking import revoke_device, revoke_person
from peerdesk.work.sharing import readers, share
from peerdesk.work.supervision import comment, review_queue
from peerdesk.work.syncing import status
from tests.hostile.rogue import Rogue
from tests.support.hospital import ADDRESS, OFFICER_PASSPHRASE, Hospital, clock
from tests.sync.bad_line import BadLine
from tests.work.office import Office
from tests.work.ward import Pair


def officers_key(hospital: Hospital) -> Any:
    return unlock_officer(hospital.org, OFFICER_PASSPHRASE, allow_test_profile=True).key


def officers_line(hospital: Hospital) -> Transport:
    key, line = officers_key(hospital), hospital.remotes(ADDRESS, b"")
    log_in(line, Credentials(kind=LoginKind.OFFICER, who=key.id(), sign=key.signer().signatures))
    return line


def opens_a_key(rogue: Rogue, frames: list[bytes]) -> bool:
    """Try the keys of somebody on every box of a log, under every reader's name."""
    for frame in frames:
        header, revision = read_revision(frame)
        if header.kind is not Kind.EPOCH:
            continue
        epoch = parse_epoch(revision.ciphertext)
        for reader in {rogue.author.device, *epoch.readers}:
            try:
                unbox_epoch(epoch, header.space, reader, rogue.author.keys)
            except (NoBoxError, CannotOpenError):
                continue
            return True
    return False


def double_of(pair: Pair, name: str, role: Role) -> Vault:
    """Let the officer invite somebody a second time, and use the invite."""
    supervisor = "Tomas Okafor" if role is Role.PEER else ""
    return pair.hospital.start(pair.hospital.invite(name, role, supervisor), home=os.urandom(4).hex()).vault


@pytest.mark.invariant(18)
def test_a_second_invite_in_a_peers_name_reads_nothing_and_everybody_can_see_it(pair: Pair) -> None:
    note, _ = pair.shared()
    double = Rogue(pair.hospital, double_of(pair, "Devon Achebe", Role.PEER), pair.tomas)
    change_encounter(pair.devon, note, {"memory": "after the second invite"}, clock(), os.urandom)
    pair.meet()
    devon = Rogue(pair.hospital, pair.devon, pair.tomas)
    for space in (devon.own, devon.pair):
        # Also if the server hands out what it must not: nothing was boxed to these keys, before or since.
        assert not opens_a_key(double, devon.frames(space))
    assert not devon.directory.members.is_live(double.author.device)
    assert Flag.JOINED_AGAIN in Office(pair.hospital).people()["Devon Achebe"].flags


def test_keys_that_wait_for_somebodys_word_are_let_in_for_nothing(pair: Pair) -> None:
    vault = double_of(pair, "Devon Achebe", Role.PEER)
    with pytest.raises(ServerRefusedError, match="not_allowed"):
        Rogue(pair.hospital, vault, pair.tomas).frames(Rogue(pair.hospital, pair.devon).own)


@pytest.mark.invariant(18)
def test_whoever_shuts_out_a_peer_and_takes_their_place_reads_nothing_of_before_and_the_peer_hears_it(
    pair: Pair,
) -> None:
    pair.shared()
    devon = Rogue(pair.hospital, pair.devon, pair.tomas)
    frames = [frame for space in (devon.own, devon.pair) for frame in devon.frames(space)]
    revoke_person(Office(pair.hospital).ask("Devon Achebe"))
    double = Rogue(pair.hospital, double_of(pair, "Devon Achebe", Role.PEER), pair.tomas)
    assert not opens_a_key(double, frames)
    with pytest.raises(ServerRefusedError, match="device_revoked"):
        pair.hospital.sync(pair.devon)
    pair.hospital.sync(pair.tomas)
    frames += double.frames(double.pair)
    assert not opens_a_key(double, frames)
    # What Devon kept is still Devon's, on the computer that was shut out.
    assert encounter_detail(pair.devon, note_of(pair.devon)).encounter.memory == "only for me"


def note_of(vault: Vault) -> Any:
    with vault.read() as tx:
        return tx.encounters.page(limit=1)[0].id


@pytest.mark.invariant(31)
def test_whoever_takes_a_supervisors_place_gets_nothing_until_the_peer_has_said_who_it_is(pair: Pair) -> None:
    note, _ = pair.shared()
    revoke_person(Office(pair.hospital).ask("Tomas Okafor"))
    double = double_of(pair, "Tomas Okafor", Role.SUPERVISOR)
    change_encounter(pair.devon, note, {"handle": "Quiet River"}, clock(), os.urandom)
    pair.hospital.sync(pair.devon)
    other = pair.note()
    with pytest.raises(KeysChangedError):
        share(pair.devon, other, pair.reader, clock())
    pair.hospital.sync(pair.devon)
    pair.hospital.sync(double)
    assert review_queue(double) == ()
    rogue = Rogue(pair.hospital, double, pair.devon)
    devon = Rogue(pair.hospital, pair.devon, pair.tomas)
    assert not opens_a_key(rogue, devon.frames(devon.pair))
    (reader,) = readers(pair.devon, clock())
    assert not reader.met


def test_a_supervisor_of_the_officers_own_making_is_seen_and_given_nothing_that_the_peer_does_not_give(
    pair: Pair,
) -> None:
    pair.shared()
    eve = pair.hospital.join("Eve Marsh", Role.SUPERVISOR)
    Office(pair.hospital).assign("Devon Achebe", "Eve Marsh", beside=True)
    pair.hospital.sync(pair.devon)
    pair.hospital.sync(eve)
    assert {one.name for one in readers(pair.devon, clock())} == {"Tomas Okafor", "Eve Marsh"}
    assert review_queue(eve) == ()
    devon = Rogue(pair.hospital, pair.devon, pair.tomas)
    rogue = Rogue(pair.hospital, eve)
    assert not opens_a_key(rogue, [*devon.frames(devon.own), *devon.frames(devon.pair)])


def test_an_officers_key_opens_no_space_and_writes_into_none(pair: Pair) -> None:
    pair.shared()
    devon, line = Rogue(pair.hospital, pair.devon, pair.tomas), officers_line(pair.hospital)
    erase = devon.sealed(kind=Kind.ERASE, record=b"r" * 16)
    for space in (devon.own, devon.pair):
        pull = PullRequest(space=space, witness=NOTHING_SEEN, after=0)
        push = PushRequest(space=space, witness=NOTHING_SEEN, revisions=(erase,))
        with pytest.raises(ServerRefusedError, match="not_allowed"):
            line.ask(endpoints.PULL, pull, PullReply)
        with pytest.raises(ServerRefusedError, match="not_allowed"):
            line.ask(endpoints.PUSH, push, PushReply)


@pytest.mark.parametrize("kind", ["policy", "recovery", "device"])
def test_the_server_takes_no_word_from_an_officer_that_is_not_theirs(pair: Pair, kind: str) -> None:
    devon = Rogue(pair.hospital, pair.devon)
    bodies = {
        "policy": Policy(version=3, rules={"recovery": True}),
        "recovery": Recovery(reader=None),
        "device": Device(keys=devon.author.keys.public(), sealed_label=b""),
    }
    with pytest.raises(ServerRefusedError, match="not_allowed"):
        says(pair, officers_line(pair.hospital), bodies[kind])
    pair.hospital.sync(pair.devon)
    assert devon.directory.members.policy_version == 0


def signed(pair: Pair, body: Any, head: tuple[int, bytes]) -> bytes:
    key = officers_key(pair.hospital)
    draft = draft_entry(body, Signer(role=SignerRole.OFFICER, id=key.id()), head, int(clock().timestamp()))
    return encode(msgspec.structs.replace(draft, signatures=key.signer().signatures(entry_statement(draft))))


def says(pair: Pair, line: Transport, body: Any) -> None:
    head = line.ask(endpoints.DIRECTORY, DirectoryRequest(after=0), DirectoryReply)
    line.ask(endpoints.APPEND, AppendRequest(entry=signed(pair, body, (head.head_n, head.head_hash))), AppendReply)


class TwoTruths:
    """An officer and a server that work together: Tomas is shown another end of the directory than everybody else."""

    def __init__(self, pair: Pair, *bodies: Any) -> None:
        self.pair, self.entries = pair, list[bytes]()
        with pair.tomas.read() as tx:
            self.common = tx.directory.head()
        assert self.common is not None
        n, digest = self.common
        for body in bodies:
            raw = signed(pair, body, (n, digest))
            n, digest = n + 1, entry_hash(raw)
            self.entries.append(raw)
        self.head = n, digest

    def show(self, endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint != endpoints.DIRECTORY:
            return go_on()
        behind = self.entries[max(0, question.after - self.common[0]) :]
        return DirectoryReply(entries=tuple(behind), head_n=self.head[0], head_hash=self.head[1])

    def sync(self, vault: Vault) -> Any:
        self.pair.hospital.wrap = lambda line: BadLine(line, self.show)
        try:
            return self.pair.hospital.sync(vault)
        finally:
            self.pair.hospital.wrap = lambda line: line


@pytest.fixture
def truths(pair: Pair) -> TwoTruths:
    """Devon is told that Tomas was confirmed; Tomas is told that somebody left."""
    pair.shared()
    with pair.tomas.read() as tx:
        other = tx.person
    made = TwoTruths(pair, Left(person=b"z" * 16))
    says(pair, officers_line(pair.hospital), Confirmed(person=other))
    pair.hospital.sync(pair.devon)
    made.sync(pair.tomas)
    return made


@pytest.mark.invariant(33)
def test_two_truths_about_who_is_who_are_noticed_with_the_first_word_that_crosses(
    pair: Pair, truths: TwoTruths
) -> None:
    copy = review_queue(pair.tomas)[0].received.item.id
    comment(pair.tomas, copy, "from the other truth", clock(), os.urandom)
    truths.sync(pair.tomas)
    pair.hospital.sync(pair.devon)
    assert alarms(pair.devon) == {NoticeKind.DIRECTORY_CLAIMED}


def alarms(vault: Vault) -> set[NoticeKind]:
    return {one.kind for one in notices(vault) if one.is_alarm}


@pytest.mark.invariant(33)
def test_a_longer_lie_is_held_until_the_truth_is_as_long_and_noticed_then(pair: Pair) -> None:
    """Whoever cites entries that are not there yet is not believed before they are."""
    _, copy = pair.shared()
    with pair.tomas.read() as tx:
        other = tx.person
    truths = TwoTruths(pair, Left(person=b"z" * 16), Left(person=b"y" * 16))
    truths.sync(pair.tomas)
    comment(pair.tomas, copy, "from the other truth", clock(), os.urandom)
    truths.sync(pair.tomas)
    pair.hospital.sync(pair.devon)
    assert {one.reason for one in needs(pair.devon)} == {"unknown_directory"}
    assert alarms(pair.devon) == set()
    for body in (Confirmed(person=other), Confirmed(person=other)):
        says(pair, officers_line(pair.hospital), body)
    pair.hospital.sync(pair.devon)
    assert alarms(pair.devon) == {NoticeKind.DIRECTORY_CLAIMED}
    assert {one.reason for one in needs(pair.devon)} == {"other_directory", "directory_claimed"}


def test_whoever_is_shown_the_other_truth_afterwards_keeps_the_first_and_shares_nothing(
    pair: Pair, truths: TwoTruths
) -> None:
    before = directory_head(pair.tomas)
    with pytest.raises(ExpectedError):
        pair.hospital.sync(pair.tomas)
    assert directory_head(pair.tomas) == before == truths.head
    assert status(pair.tomas, clock()).forked


def directory_head(vault: Vault) -> Any:
    with vault.read() as tx:
        return tx.directory.head()


def test_a_newcomer_with_an_invite_from_one_truth_joins_no_other(pair: Pair) -> None:
    """The invite carries what the officer's own machine saw; a server that shows another chain is found out."""
    with pair.tomas.read() as tx:
        person = tx.person
    fork = TwoTruths(pair, Confirmed(person=person))
    office = Office(pair.hospital)
    says(pair, officers_line(pair.hospital), Left(person=person))
    office.people()
    invite = pair.hospital.invite("Ana Ruiz")
    pair.hospital.wrap = lambda line: BadLine(line, fork.show)
    with pytest.raises(ExpectedError):
        pair.hospital.start(invite)
    assert not list((pair.hospital.folder / "homes" / "Ana Ruiz").rglob("vault.db"))


@pytest.mark.invariant(32)
def test_a_computer_that_the_officer_shut_out_writes_nothing_more_whatever_directory_it_cites(pair: Pair) -> None:
    _, copy = pair.shared()
    devon = Rogue(pair.hospital, pair.devon, pair.tomas)
    cited = {"directory_n": devon.directory.head[0], "directory_hash": devon.directory.head[1][:16]}
    late = devon.sealed(kind=Kind.ERASE, record=copy, **cited)
    device = devon.author.device.hex()
    revoke_device(Office(pair.hospital).ask("Devon Achebe"), device)
    with pytest.raises(ServerRefusedError, match="device_revoked"):
        devon.push(late)
    tomas = Rogue(pair.hospital, pair.tomas, pair.devon)
    assert [one.refusal.value for one in tomas.push(late)] == ["not_writer"]
    pair.hospital.sync(pair.tomas)
    assert [one.received.item.id for one in review_queue(pair.tomas)] == [copy]
