"""The pill says how old the news are, how far sending has come, and "up to date" only with a proof."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from peerdesk.desktop.models.pill import Pill
from peerdesk.domain.errors import ExpectedError, OfflineError
from peerdesk.work.syncing import Status
from tests.desktop.desks import open_desk
from tests.desktop.models.test_trust_model import shared

THEN = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


@pytest.fixture
def known(home: Path) -> Iterator[Status]:
    with open_desk(home) as desk:
        status = shared(desk)._status
        assert status is not None
        yield dataclasses.replace(status, organisation="Harbor Point", proof=True, last_success=THEN)


def said(
    known: Status | None,
    *,
    needing: int = 0,
    problem: ExpectedError | None = None,
    sending: tuple[int, int] | None = None,
) -> tuple[str, str]:
    pill = Pill(lambda moment: f"{moment:%H:%M}")
    view = pill.view(known, needing=needing, problem=problem, sending=sending)
    return view.state, view.text


def test_each_state_has_its_words(known: Status) -> None:
    waiting = dataclasses.replace(known, proof=False, waiting=8)
    assert said(None) == said(waiting) == ("saved", "Saved here")
    assert said(known) == ("done", "Up to date 14:02")
    assert said(dataclasses.replace(known, proof=False)) == ("saved", "Saved here")
    assert said(waiting, sending=(2, 8)) == ("sending", "Sending 3 of 8")
    assert said(waiting, sending=(8, 8)) == ("sending", "Sending 8 of 8")
    assert said(known, sending=(0, 0)) == ("done", "Up to date 14:02")
    assert said(waiting, problem=OfflineError()) == ("offline", "Offline, saved here")
    assert said(waiting, problem=OfflineError(), needing=2) == ("needs", "Needs you (2)")


@pytest.mark.parametrize(("days", "words"), [(0, "Offline, saved here"), (1, "1 day ago"), (3, "3 days ago")])
def test_news_that_are_days_old_are_said_to_be(known: Status, days: int, words: str) -> None:
    state, text = said(dataclasses.replace(known, stale_days=days), problem=OfflineError())
    assert state == "offline"
    assert text.endswith(words)
