"""Introductions: none without a yes, nothing of them leaves, and what came of each can be said later."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.errors import MissingAnswerError, NotAllowedError, NotFoundError, TextTooLongError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.domain.introduction_vocabulary import ConfirmedBy, IntroductionResult
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.introductions import (
    add_introduction,
    delete_introduction,
    edit_introduction,
    introduction_draft,
    introduction_list,
    one_introduction,
    undelete_introduction,
)
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import a_hospital, clock
from tests.support.two_computers import two_computers
from tests.support.vaults import a_vault

DRAFT = IntroductionDraft(to="Harbor House", handle="Blue Heron 27", agreed=True, how="call_together")


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


def add(vault: Vault, draft: IntroductionDraft = DRAFT) -> RecordId:
    return add_introduction(vault, draft, clock(), os.urandom)[0]


def change(vault: Vault, record: RecordId, **said: str) -> None:
    draft = replace(introduction_draft(one_introduction(vault, record)), **said)  # type: ignore[arg-type]
    edit_introduction(vault, record, draft, clock(), os.urandom)


def test_an_introduction_is_kept_and_what_came_of_it_is_said_later(vault: Vault) -> None:
    record = add(vault)
    (one,) = introduction_list(vault)
    assert (one.handle, one.introduction.to, one.introduction.result) == (
        "Blue Heron 27",
        "Harbor House",
        IntroductionResult.WAITING,
    )
    change(vault, record, result="connected", confirmed_by="person")
    kept = one_introduction(vault, record).introduction
    assert (kept.result, kept.confirmed_by, kept.how) == (
        IntroductionResult.CONNECTED,
        ConfirmedBy.PERSON,
        one.introduction.how,
    )


def test_without_their_yes_or_a_place_nothing_is_kept(vault: Vault) -> None:
    for draft, error in (
        (replace(DRAFT, agreed=False), MissingAnswerError),
        (replace(DRAFT, to=" "), MissingAnswerError),
        (replace(DRAFT, to="x" * 81), TextTooLongError),
    ):
        with pytest.raises(error):
            add(vault, draft)
    assert introduction_list(vault) == ()


def test_one_is_taken_off_the_list_and_put_back(vault: Vault) -> None:
    record = add(vault)
    delete_introduction(vault, record)
    assert introduction_list(vault) == ()
    with pytest.raises(NotFoundError):
        one_introduction(vault, record)
    undelete_introduction(vault, record)
    assert len(introduction_list(vault)) == 1


def test_whoever_took_back_what_may_be_told_is_introduced_to_nobody(vault: Vault) -> None:
    individual = one_introduction(vault, add(vault)).introduction.individual
    assert individual is not None
    withdraw(vault, individual, Wish(), clock(), os.urandom)
    with pytest.raises(NotAllowedError):
        add(vault, replace(DRAFT, handle="blue heron 27"))


def test_it_stays_among_own_computers_and_what_is_said_last_holds(tmp_path: Path) -> None:
    with two_computers(tmp_path) as two:
        record = add(two.ward)
        two.meet()
        change(two.ward, record, result="not_yet")
        change(two.laptop, record, result="connected")
        two.meet()
        change(two.laptop, record, result="connected", confirmed_by="provider")
        two.meet()
        for vault in (two.ward, two.laptop):
            kept = one_introduction(vault, record).introduction
            assert (kept.result, kept.confirmed_by) == (IntroductionResult.CONNECTED, ConfirmedBy.PROVIDER)
            assert needs(vault) == ()


def test_a_supervisor_keeps_none(tmp_path: Path) -> None:
    with a_hospital(tmp_path) as hospital, pytest.raises(NotAllowedError):
        add(hospital.join("Tomas Okafor", Role.SUPERVISOR))
