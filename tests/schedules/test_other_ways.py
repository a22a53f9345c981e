"""The same story told another way - other clocks, other pages, everything twice - ends the same."""

from collections.abc import Iterator
from random import Random

import httpx2
import pytest

from peerdesk.sync import pull, push
from tests.schedules.calm import calm_schedule, outcome
from tests.schedules.checks import check
from tests.schedules.run import Template, clean_up, hospital_template, playing

SEEDS = range(3)
_STORED = (
    "SELECT * FROM log ORDER BY space, seq",
    "SELECT * FROM space ORDER BY number",
    "SELECT * FROM entry ORDER BY n",
)


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    with hospital_template() as folder:
        yield folder
    clean_up()


def told(template: Template, seed: int, *, is_calm: bool = False) -> object:
    with playing(template, seed, is_calm=is_calm) as play:
        for step in calm_schedule(seed):
            play.step(step)
        play.rest()
        check(play)
        return outcome(play)


@pytest.mark.invariant(14)
@pytest.mark.parametrize("seed", SEEDS)
def test_clocks_that_are_years_off_and_jump_change_nothing(template: Template, seed: int) -> None:
    assert told(template, seed) == told(template, seed, is_calm=True)


@pytest.mark.invariant(7)
@pytest.mark.parametrize("size", [1, 3])
def test_pages_and_batches_of_any_size_end_the_same(
    template: Template, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    whole = [told(template, seed, is_calm=True) for seed in SEEDS]
    monkeypatch.setattr(pull, "PAGE_REVISIONS", size)
    monkeypatch.setattr(push, "MAX_PUSH_REVISIONS", size + 1)
    assert [told(template, seed, is_calm=True) for seed in SEEDS] == whole


@pytest.mark.invariant(6)
@pytest.mark.expects_log("slowed down")
@pytest.mark.parametrize("seed", SEEDS)
def test_every_request_asked_again_leaves_the_server_as_it_was_to_the_byte(template: Template, seed: int) -> None:
    with playing(template, seed, is_calm=True) as play:
        play.town.line.record = []
        for step in calm_schedule(seed):
            play.step(step)
        play.rest()
        store, asked = play.town.store, list(play.town.line.record)
        before = [store.rows(sql) for sql in _STORED]
        again = asked * 2
        Random(seed).shuffle(again)
        answers = [play.town.line.inner.handle_request(request) for request in again]
        assert [store.rows(sql) for sql in _STORED] == before
        pushes = [answer for answer, request in zip(answers, again, strict=True) if is_push(request)]
        assert pushes
        assert any(answer.status_code == httpx2.codes.OK for answer in pushes)


def is_push(request: httpx2.Request) -> bool:
    return request.url.path.endswith("/push")
