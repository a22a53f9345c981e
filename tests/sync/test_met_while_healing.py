"""I11: what was to be handed to the server again, and was met in its log before: somebody else was quicker."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.wire import endpoints
from peerdesk.work.encounters import encounter_page
from peerdesk.work.syncing import status
from tests.support.hospital import clock
from tests.sync.bad_line import BadLine
from tests.sync.logs import texts_of
from tests.sync.restoring import a_restorable_hospital
from tests.sync.test_reconcile import Ward, a_week


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_restorable_hospital(tmp_path) as hospital:
        yield Ward(hospital)


def full(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
    """Take nothing, and let everything be fetched."""
    if endpoint == endpoints.PUSH:
        raise ServerRefusedError("full")
    return go_on()


@pytest.mark.invariant(11)
@pytest.mark.parametrize("backup", [0, 3])
def test_a_computer_that_could_not_hand_anything_back_goes_on_after_another_one_has(ward: Ward, backup: int) -> None:
    a_week(ward)
    ward.hospital.restore(backup)
    ward.hospital.wrap = partial(BadLine, fault=full)
    with suppress(ServerRefusedError):
        ward.sync(ward.one)
    ward.hospital.wrap = lambda line: line
    ward.sync(ward.other)
    ward.hospital.wrap = partial(BadLine, fault=full)
    with suppress(ServerRefusedError):
        ward.sync(ward.one)
    ward.hospital.wrap = lambda line: line
    ward.sync()
    ward.check()


def one_by_one(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
    """Let no two revisions go together, so that a blanked one goes before the erase that explains it."""
    if endpoint == endpoints.PUSH and len(question.revisions) > 1:
        raise ServerRefusedError("too_large")
    return go_on()


def test_what_goes_again_before_the_erase_that_explains_it_is_not_set_aside(ward: Ward) -> None:
    """I30, I3."""
    gone, _ = a_week(ward)
    ward.hospital.restore(0)
    ward.hospital.wrap = partial(BadLine, fault=one_by_one)
    for _ in range(3):
        ward.sync()
    ward.hospital.wrap = lambda line: line
    ward.sync()
    ward.check()
    assert texts_of(ward.hospital, gone) == 0
    assert [status(vault, clock()).needs_attention for vault in ward.everybody] == [0, 0, 0]


def test_a_server_that_allows_nothing_for_a_while_is_handed_everything_later(ward: Ward) -> None:
    """I11, I3: the directory there may not have healed yet, or a proxy stands in the way."""
    ward.hospital.back_up()
    note = ward.note(ward.one, "kept")
    ward.sync(ward.one)
    ward.hospital.restore(0)
    ward.hospital.wrap = partial(BadLine, fault=not_allowed)
    with suppress(ServerRefusedError):
        ward.sync(ward.one)
    ward.hospital.wrap = lambda line: line
    for _ in range(2):
        ward.sync()
    ward.check()
    assert [row.id for row in encounter_page(ward.other)] == [note]
    assert status(ward.one, clock()).needs_attention == 0


def not_allowed(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
    if endpoint == endpoints.PUSH:
        raise ServerRefusedError("not_allowed")
    return go_on()
