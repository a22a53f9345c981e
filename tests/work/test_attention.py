"""What waits for the person is one list, each thing can be dealt with, and nothing of anybody's words is lost by it."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.notices import NoticeKind
from peerdesk.vault.heaps import FEW
from peerdesk.vault.shelves.notices import Told
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import Act, Need, do, needs
from peerdesk.work.deleting import deleted_notes, erase_note
from peerdesk.work.encounters import delete_encounter, encounter_detail, encounter_page, keep_encounter, search
from peerdesk.work.sharing import share
from peerdesk.work.syncing import status
from peerdesk.work.two_versions import settle
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def said(vault: Vault) -> list[tuple[str, tuple[Act, ...]]]:
    return [(one.reason, one.acts) for one in needs(vault)]


def only(vault: Vault) -> Need:
    (one,) = needs(vault)
    return one


def act(vault: Vault, key: str, what: Act) -> None:
    do(vault, key, what, clock(), os.urandom)


def test_two_versions_wait_until_they_are_settled(two: TwoComputers) -> None:
    note = two.note()
    two.change(two.ward, note, memory="on the ward")
    two.change(two.laptop, note, memory="at home")
    two.meet()
    assert said(two.ward) == [("two_versions", (Act.COMPARE,))]
    assert only(two.ward).note == note
    with pytest.raises(NotAllowedError):
        act(two.ward, only(two.ward).key, Act.DROP)
    delete_encounter(two.ward, note, clock())
    assert needs(two.ward) == ()


def test_settled_sharing_does_not_wait_for_ever(two: TwoComputers) -> None:
    note = two.note()
    with two.tomas.read() as tx:
        reader = tx.person
    for vault in (two.ward, two.laptop):
        share(vault, note, reader, clock(), include_memory=vault is two.ward)
    two.meet()
    assert said(two.ward) == [("two_versions", (Act.COMPARE,))]
    settle(two.ward, note, [], clock())
    two.meet()
    assert needs(two.ward) == needs(two.laptop) == ()


def overtaken(two: TwoComputers) -> Vault:
    """Erase a note on the ward computer, with words set aside there that the erase overtook."""
    note = two.note(memory="zebra words", handle="Blue Heron 27")
    with two.ward.write() as tx:
        fields = tx.histories._stored(note, RecordKind.ENCOUNTER).fields
        row = (tx.own_space, tx.person, note, "encounter", msgspec.msgpack.encode(fields))
        sql = "INSERT INTO set_aside (space, owner, record, record_kind, fields) VALUES (?, ?, ?, ?, ?)"
        tx.histories._driver.execute(sql, row)
    erase_note(two.ward, note)
    two.meet()
    return two.ward


def test_words_that_an_erase_overtook_are_kept_as_a_new_private_note(two: TwoComputers) -> None:
    asked = overtaken(two)
    assert said(asked) == [("overtaken_by_erase", (Act.KEEP, Act.DROP))]
    assert search(asked, "zebra") == ()
    act(asked, only(asked).key, Act.KEEP)
    assert needs(asked) == ()
    (found,) = search(asked, "zebra")
    kept = encounter_detail(asked, found.row.id)
    assert (kept.encounter.memory, kept.handle, kept.shares) == ("zebra words", "Blue Heron 27", ())
    two.meet()
    assert [row.id for vault in (two.ward, two.laptop) for row in encounter_page(vault)] == [found.row.id] * 2


def test_words_of_the_laptop_that_an_erase_on_the_ward_had_not_seen_are_asked_about_there(two: TwoComputers) -> None:
    note = two.note(memory="first")
    two.change(two.laptop, note, memory="zebra words")
    erase_note(two.ward, note)
    for vault in (two.ward, two.laptop, two.ward):
        two.hospital.sync(vault)
    (asked,) = [vault for vault in (two.ward, two.laptop) if needs(vault)]
    assert said(asked) == [("overtaken_by_erase", (Act.KEEP, Act.DROP))]
    act(asked, only(asked).key, Act.KEEP)
    two.meet()
    for vault in (two.ward, two.laptop):
        assert [hit.row.first_line for hit in search(vault, "zebra")] == ["zebra words"]
        assert needs(vault) == ()


def test_words_that_an_erase_overtook_can_be_let_go(two: TwoComputers) -> None:
    asked = overtaken(two)
    act(asked, only(asked).key, Act.DROP)
    assert needs(asked) == ()
    two.meet()
    assert encounter_page(asked) == deleted_notes(asked) == ()


def test_what_syncing_tells_is_there_until_it_was_read(two: TwoComputers) -> None:
    with two.ward.write() as tx:
        tx.notices.tell(Told(kind=NoticeKind.RECONCILED, number=7), clock())
        tx.notices.tell(Told(kind=NoticeKind.TWO_HISTORIES), clock())
        tx.notices.tell(Told(kind=NoticeKind.MASS_HIDING, number=30), clock())
    found = {one.reason: one for one in needs(two.ward)}
    assert {reason: one.is_calm for reason, one in found.items()} == {
        "reconciled": True, "two_histories": False, "mass_hiding": False,
    }  # fmt: skip
    act(two.ward, found["reconciled"].key, Act.SEEN)
    act(two.ward, found["two_histories"].key, Act.SEEN)
    with pytest.raises(NotAllowedError):
        act(two.ward, found["mass_hiding"].key, Act.SEEN)
    assert [one.reason for one in needs(two.ward)] == ["mass_hiding"]


def test_something_of_anothers_that_was_set_apart_is_left_there_in_peace(two: TwoComputers) -> None:
    note = two.note()
    with two.ward.write() as tx:
        (version,) = tx.histories.versions(note)
        tx.histories._driver.execute(
            "UPDATE revision SET state = 'quarantined', reason = 'bad_signature' WHERE revision = ?",
            (version.revision,),
        )
    assert only(two.ward).reason == "bad_signature"
    act(two.ward, only(two.ward).key, Act.DROP)
    assert needs(two.ward) == ()


def test_what_the_server_turned_down_is_sent_again_by_hand(two: TwoComputers) -> None:
    note = two.note()
    two.change(two.ward, note, memory="turned down")
    two.hospital.sync(two.ward)
    with two.ward.write() as tx:
        refused = tx.histories.versions(note)[-1].revision
        sql = "UPDATE revision SET state = 'quarantined', reason = 'not_writer', seq = NULL WHERE revision = ?"
        tx.histories._driver.execute(sql, (refused,))
    assert said(two.ward) == [("not_writer", (Act.RESEND, Act.SHOW))]
    assert only(two.ward).note == note
    act(two.ward, only(two.ward).key, Act.RESEND)
    assert needs(two.ward) == ()
    two.meet()
    assert encounter_detail(two.laptop, note).encounter.memory == "turned down"


def test_very_much_that_was_turned_down_is_one_line_and_is_sent_again_as_a_whole(two: TwoComputers) -> None:
    for _ in range(FEW + 1):
        draft = EncounterDraft(setting="ed", outcome="left")
        keep_encounter(two.ward, draft, clock(), os.urandom)
    two.hospital.sync(two.ward)
    with two.ward.write() as tx:
        sql = (
            "UPDATE revision SET state = 'quarantined', reason = 'not_writer', seq = NULL"
            " WHERE record IN (SELECT record FROM encounter)"
        )
        refused = tx.histories._driver.execute(sql).rowcount
    assert refused > FEW
    need = only(two.ward)
    assert (need.reason, need.acts, need.number, need.note) == ("not_writer", (Act.RESEND,), refused, None)
    act(two.ward, need.key, Act.RESEND)
    assert needs(two.ward) == ()
    assert status(two.ward, clock()).waiting >= FEW


def test_what_does_not_wait_any_more_cannot_be_done(two: TwoComputers) -> None:
    for key in ("aside-1", "notice-9", "apart-00", "turned-down-00", "anything"):
        with pytest.raises(NotFoundError):
            act(two.ward, key, Act.DROP)
