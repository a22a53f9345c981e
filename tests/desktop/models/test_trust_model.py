"""What Sync and trust says in words: what waits, how far sending has come, and how old the news of others is."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.trust_model import TrustModel
from peerdesk.vault.pictures import Arriving
from tests.desktop.desks import open_desk


@pytest.fixture
def model(home: Path) -> Iterator[TrustModel]:
    with open_desk(home) as desk:
        found = shared(desk)
        assert found._status is not None
        status = dataclasses.replace(
            found._status, organisation="Harbor Point", proof=True, last_success=datetime.now(UTC), waiting=0
        )
        found._status = status
        yield found


def shared(desk: WatchedDesk) -> TrustModel:
    session = desk.door.session
    assert session is not None
    return session.pages.shared.trust_model


def knowing(model: TrustModel, **facts: Any) -> TrustModel:
    assert model._status is not None
    model._status = dataclasses.replace(model._status, **facts)
    return model


def test_older_notes_that_are_still_arriving_are_counted(model: TrustModel) -> None:
    arriving = Arriving(done=120, of=900, shown=60, shown_bytes=1, is_coming=True)
    known = knowing(model, arriving=arriving, proof=False)._status
    assert known is not None
    assert model._traffic(known) == "Older notes are still arriving: 120 of 900"


def test_after_days_offline_it_says_up_to_when_the_news_of_others_is_complete(model: TrustModel) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=3)
    known = knowing(model, last_success=long_ago, stale_days=3)._status
    assert known is not None
    line = model._line(known)
    assert "That was 3 days ago." in line
    assert line.endswith("What others sent is complete up to then.")


def test_everything_is_only_said_with_proof(model: TrustModel) -> None:
    assert model._status is not None
    assert model._title(model._status) == "Everything is saved here and on the server"
    without = knowing(model, proof=False)._status
    assert without is not None
    assert model._title(without) == "Everything is saved on this computer"


def test_sizes_are_said_in_words(model: TrustModel) -> None:
    assert (model._size(488), model._size(1800)) == ("488 bytes", "1.8 kB")
