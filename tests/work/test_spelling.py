"""A peer's own words: one record for each, the same on both computers, read by no server and by no older PeerDesk."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BadValueError, NotFoundError
from peerdesk.domain.spelling import spelled_words, word_key
from peerdesk.sync import payload
from peerdesk.sync.reasons import Reason
from peerdesk.sync.shapes import IN_OWN_SPACE, IN_PAIR_SPACE, NOTE_DETAILS
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.spelling import forget_word, is_wanted, keep_word, known_words, own_words, peer_words, want
from tests.support.hospital import clock
from tests.support.two_computers import two_computers
from tests.support.vaults import a_vault


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


def keep(vault: Vault, word: str) -> None:
    keep_word(vault, word, clock(), os.urandom)


def words(vault: Vault) -> list[str]:
    return [one.word for one in own_words(vault)]


def said(text: str) -> list[str]:
    return [one.said for one in spelled_words(text)]


def test_what_no_dictionary_can_know_is_not_looked_up() -> None:
    assert said("Met J at 4West, room B12, NA and mam@example.org") == ["Met", "at", "room", "and"]
    assert said("https://a.example/page don't peer-led niño") == ["don't", "peer-led", "niño"]
    assert said("x" * 41) == []
    assert said("El nin\u0303o durmió.") == ["El", "nin\u0303o", "durmió"]


def test_a_word_is_kept_once_however_it_is_written(vault: Vault) -> None:
    keep(vault, "Warmline")
    keep(vault, "warmline ")
    keep(vault, "café")
    keep(vault, "cafe\u0301")
    assert words(vault) == ["café", "Warmline"]
    assert {word_key("WARMLINE"), word_key("café")} <= known_words(vault, "en")


def test_a_word_that_was_taken_off_is_known_no_more_and_can_come_back(vault: Vault) -> None:
    keep(vault, "warmline")
    forget_word(vault, "Warmline")
    assert words(vault) == []
    with pytest.raises(NotFoundError):
        forget_word(vault, "warmline")
    keep(vault, "warmline")
    assert words(vault) == ["warmline"]


@pytest.mark.parametrize("raw", ["", "two words", "B12", "x" * 41, "a\x00b", "=cmd"])
def test_what_is_not_one_word_is_not_kept(vault: Vault, raw: str) -> None:
    with pytest.raises(BadValueError):
        keep(vault, raw)
    assert words(vault) == []


def test_handles_words_of_the_trade_and_suggested_words_count_as_known(vault: Vault) -> None:
    draft = EncounterDraft(setting="ed", outcome="met", support=("listened",), handle="Zedrik Q")
    keep_encounter(vault, draft, clock(), os.urandom)
    for language, word in (("en", "naloxone"), ("es", "naloxona"), ("en", "zedrik"), ("en", "addict")):
        assert word in known_words(vault, language)
    assert min(len(peer_words(language)) for language in ("en", "es")) > 70


def test_it_is_off_until_somebody_asks_for_it(vault: Vault) -> None:
    assert not is_wanted(vault)
    want(vault, on=True)
    assert is_wanted(vault)
    want(vault, on=False)
    assert not is_wanted(vault)


def test_two_computers_that_keep_the_same_word_apart_have_one_record_of_it(tmp_path: Path) -> None:
    assert RecordKind.OWN_WORD in IN_OWN_SPACE
    assert RecordKind.OWN_WORD not in IN_PAIR_SPACE
    with two_computers(tmp_path) as two:
        for vault in (two.ward, two.laptop):
            keep(vault, "warmline")
        two.meet()
        for vault in (two.ward, two.laptop):
            with vault.read() as tx:
                assert [one.word for one in tx.own_words.all()] == ["warmline"]
        forget_word(two.laptop, "warmline")
        two.meet()
        assert words(two.ward) == []


def test_an_older_peerdesk_keeps_a_word_unread_until_it_is_renewed(tmp_path: Path) -> None:
    with two_computers(tmp_path) as two:
        keep(two.ward, "warmline")
        two.hospital.sync(two.ward)
        with pytest.MonkeyPatch.context() as older:
            older.setattr(payload, "LATEST", NOTE_DETAILS)
            two.hospital.sync(two.laptop)
            assert words(two.laptop) == []
            assert Reason.NEWER.value in [one.reason for one in needs(two.laptop)]
        two.meet()
        assert words(two.laptop) == ["warmline"]
        assert words(two.ward) == ["warmline"]
