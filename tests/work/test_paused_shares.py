"""Somebody who came back with other keys: nothing new goes to them until the peer has said that it is them."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.sharing_errors import KeysChangedError
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.held import Hold, held_back
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory_body import Revoked
from peerdesk.work.attention import NEW_KEYS, Act, Need, do, needs
from peerdesk.work.copies import disclosures
from peerdesk.work.encounters import change_encounter, encounter_detail
from peerdesk.work.policy import Rule, Words
from peerdesk.work.sharing import preview, readers, share, stop_sharing
from peerdesk.work.supervision import comment, open_item, review_queue
from peerdesk.work.trust import confirm_words, find_person
from tests.support.hospital import clock
from tests.support.two_computers import revoke, second_computer
from tests.work.test_policy import WORDS, decide
from tests.work.ward import Pair, officer_says

QUIET = {"handle": "Quiet River"}


@dataclass
class Again:
    """The pair, once Tomas was taken off the list and came back by a second invite."""

    pair: Pair
    tomas: Vault

    def queue(self) -> list[str]:
        self.pair.hospital.sync(self.tomas)
        return [one.received.item.projection.handle for one in review_queue(self.tomas)]

    def told(self) -> list[Need]:
        self.pair.hospital.sync(self.pair.devon)
        return [one for one in needs(self.pair.devon) if one.reason == NEW_KEYS]


def take_off_the_list(pair: Pair) -> None:
    officer_says(pair.hospital, Revoked(device=None, person=wire_ids.PersonId(pair.reader), cut_offs=()))


def come_back(pair: Pair) -> Again:
    take_off_the_list(pair)
    started = pair.hospital.start(pair.hospital.invite("Tomas Okafor", Role.SUPERVISOR), home="again")
    return Again(pair, started.vault)


def compare_words(again: Again) -> None:
    devon = again.pair.devon
    tomas = find_person(devon, "Tomas Okafor", WORDS)
    confirm_words(devon, tomas, " ".join(tomas.words), clock())


def say_so(again: Again) -> None:
    (need,) = again.told()
    do(again.pair.devon, need.key, Act.SAME, clock(), os.urandom)


def test_nothing_new_is_sealed_to_other_keys_and_the_peer_is_told(pair: Pair) -> None:
    note, _ = pair.shared(include_memory=True)
    again = come_back(pair)
    change_encounter(pair.devon, note, QUIET, clock(), os.urandom)
    (need,) = again.told()
    assert (need.name, need.number, need.is_calm) == ("Tomas Okafor", 1, False)
    assert need.acts == (Act.WORDS, Act.SAME)
    assert again.queue() == []
    result = pair.hospital.sync(pair.devon)
    assert (result.waiting, result.needs_attention, result.proof) == (1, 1, False)
    assert [one.is_paused for one in encounter_detail(pair.devon, note).shares] == [True]
    assert [one.share.is_paused for one in disclosures(pair.devon)] == [True]
    assert [one.is_paused for one in readers(pair.devon, clock())] == [True]


def test_what_the_peer_would_say_in_words_stays_as_well(pair: Pair) -> None:
    _, copy = pair.shared()
    again = come_back(pair)
    comment(pair.devon, copy, "Only for the Tomas I know.", clock(), os.urandom)
    assert len(again.told()) == 1
    with pair.devon.read() as tx:
        (held,) = held_back(tx, why=Hold.NEW_KEYS)
        assert tx.outbox.unsettled(held.space, 10) == ()
    say_so(again)
    assert pair.hospital.sync(pair.devon).proof


def test_a_new_share_waits_for_the_word_and_its_preview_does_not(pair: Pair) -> None:
    again = come_back(pair)
    assert len(again.told()) == 1
    note = pair.note()
    assert preview(pair.devon, note, pair.reader, clock()).reader.is_paused
    with pytest.raises(KeysChangedError):
        share(pair.devon, note, pair.reader, clock())
    say_so(again)
    share(pair.devon, note, pair.reader, clock())
    assert pair.hospital.sync(pair.devon).proof
    assert again.queue() == ["Blue Heron 27"]


@pytest.mark.parametrize("how", [compare_words, say_so])
def test_once_it_is_said_everything_that_was_shared_is_there_again(pair: Pair, how: Callable[[Again], None]) -> None:
    kept, _ = pair.shared()
    ended, _ = pair.shared()
    stop_sharing(pair.devon, ended)
    again = come_back(pair)
    change_encounter(pair.devon, kept, QUIET, clock(), os.urandom)
    again.told()
    how(again)
    assert again.told() == []
    assert pair.hospital.sync(pair.devon).proof
    assert again.queue() == ["Quiet River"]
    assert [one.is_paused for one in encounter_detail(pair.devon, kept).shares] == [False]


def test_what_nobody_changed_can_be_opened_with_the_new_keys_as_well(pair: Pair) -> None:
    pair.shared()
    again = come_back(pair)
    again.told()
    say_so(again)
    pair.hospital.sync(pair.devon)
    assert again.queue() == ["Blue Heron 27"]
    (item,) = review_queue(again.tomas)
    open_item(again.tomas, item.received.item.id, clock(), os.urandom)
    assert pair.hospital.sync(again.tomas).proof


def test_a_paused_share_can_be_stopped(pair: Pair) -> None:
    note, _ = pair.shared()
    again = come_back(pair)
    again.told()
    stop_sharing(pair.devon, note)
    assert pair.hospital.sync(pair.devon).proof
    say_so(again)
    pair.hospital.sync(pair.devon)
    assert again.queue() == []


def test_what_was_said_of_one_set_of_keys_is_not_said_of_the_next(pair: Pair) -> None:
    pair.shared()
    first = come_back(pair)
    (before,) = first.told()
    take_off_the_list(pair)
    pair.hospital.start(pair.hospital.invite("Tomas Okafor", Role.SUPERVISOR), home="third")
    (after,) = first.told()
    assert after.key != before.key
    with pytest.raises(NotFoundError):
        do(pair.devon, before.key, Act.SAME, clock(), os.urandom)
    do(pair.devon, after.key, Act.SAME, clock(), os.urandom)
    assert first.told() == []


def test_where_words_are_demanded_nobody_goes_on_without_them(pair: Pair) -> None:
    decide(pair.hospital, {Rule.WORDS: Words.DEMANDED.value})
    again = come_back(pair)
    (need,) = again.told()
    assert need.acts == (Act.WORDS,)
    with pytest.raises(NotAllowedError):
        do(pair.devon, need.key, Act.SAME, clock(), os.urandom)
    compare_words(again)
    assert again.told() == []


def a_new_computer_of_their_own(pair: Pair) -> None:
    line = pair.hospital.remotes("", b"")
    laptop = second_computer(pair.tomas, pair.hospital.folder / "homes" / "laptop", line)
    pair.hospital.open_vaults.append(laptop)
    with pair.tomas.read() as tx:
        first = tx.identity.get().device
    assert first is not None
    revoke(laptop, first, line)


@pytest.mark.parametrize(("words", "pauses"), [(Words.OFFERED, False), (Words.DEMANDED, True)])
def test_another_computer_of_somebody_who_was_met_pauses_only_where_words_are_demanded(
    pair: Pair, words: Words, pauses: bool
) -> None:
    decide(pair.hospital, {Rule.WORDS: words.value})
    pair.hospital.sync(pair.devon)
    compare_words(Again(pair, pair.tomas))
    pair.shared()
    a_new_computer_of_their_own(pair)
    pair.hospital.sync(pair.devon)
    tomas = find_person(pair.devon, "Tomas Okafor", WORDS)
    assert (tomas.met, tomas.keys_changed, tomas.is_paused) == (False, True, pauses)
    found = [(one.acts, one.number) for one in needs(pair.devon) if one.reason == NEW_KEYS]
    assert found == [((Act.WORDS,), 1)] * pauses
    compare_words(Again(pair, pair.tomas))
    assert [one for one in needs(pair.devon) if one.reason == NEW_KEYS] == []
    assert pair.hospital.sync(pair.devon).proof


def test_every_computer_of_the_peer_is_told_also_one_that_joins_later(pair: Pair) -> None:
    pair.shared()
    again = come_back(pair)
    laptop = second_computer(pair.devon, pair.hospital.folder / "homes" / "laptop", pair.hospital.remotes("", b""))
    pair.hospital.open_vaults.append(laptop)
    pair.hospital.sync(laptop)
    assert [one.name for one in needs(laptop) if one.reason == NEW_KEYS] == ["Tomas Okafor"]
    assert len(again.told()) == 1


def test_a_peer_who_joined_afterwards_knows_no_other_keys(pair: Pair) -> None:
    again = come_back(pair)
    ruth = pair.hospital.join("Ruth Lind", Role.PEER, "Tomas Okafor")
    pair.hospital.sync(ruth)
    assert [one for one in needs(ruth) if one.reason == NEW_KEYS] == []
    assert not find_person(ruth, "Tomas Okafor", WORDS).keys_changed
    assert len(again.told()) == 1


def test_a_supervisor_is_told_of_a_peers_new_keys_and_their_words_wait(pair: Pair) -> None:
    _, copy = pair.shared()
    with pair.devon.read() as tx:
        devon = wire_ids.PersonId(tx.person)
    officer_says(pair.hospital, Revoked(device=None, person=devon, cut_offs=()))
    pair.hospital.start(pair.hospital.invite("Devon Achebe", Role.PEER, "Tomas Okafor"), home="devon again")
    comment(pair.tomas, copy, "For the Devon I know.", clock(), os.urandom)
    result = pair.hospital.sync(pair.tomas)
    assert (result.waiting, result.needs_attention) == (1, 1)
    (need,) = needs(pair.tomas)
    assert (need.reason, need.name) == (NEW_KEYS, "Devon Achebe")
