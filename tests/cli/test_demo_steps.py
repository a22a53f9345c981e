from pathlib import Path

import pytest

from peerdesk.cli.demo_people import CANARY, cast, devons_morning
from peerdesk.cli.demo_server import DemoServer, ServerDidNotStartError
from peerdesk.cli.demo_steps import DidNotHoldError, Step, Steps
from peerdesk.cli.invocation import now, today
from peerdesk.work.encounters import check_draft


def test_a_step_tells_what_held() -> None:
    told: list[Step] = []
    steps = Steps(tell=told.append)
    assert not steps.all_held
    with steps.step("share") as check:
        check.that([1], "something is there")
    assert [(step.name, step.ok, step.checked) for step in told] == [("share", True, ("something is there",))]
    assert set(told[0].shape()) == {"name", "ok", "ms", "checked"}
    assert steps.all_held


def test_a_promise_that_does_not_hold_ends_the_demo_and_is_named() -> None:
    told: list[Step] = []
    steps = Steps(tell=told.append)
    with pytest.raises(DidNotHoldError), steps.step("share") as check:
        check.that([], "something is there")
    with pytest.raises(ZeroDivisionError), steps.step("sync"):
        check.that(1 / 0, "never reached")
    assert [(step.ok, step.checked) for step in told] == [
        (False, ("did not hold: something is there",)),
        (False, ("did not hold: ZeroDivisionError",)),
    ]
    assert not steps.all_held


def test_the_invented_work_can_be_kept_and_holds_the_words_that_are_searched_for(tmp_path: Path) -> None:
    for draft in devons_morning(today()):
        check_draft(draft, now())
    people = cast(tmp_path)
    assert devons_morning(today())[-1].memory == CANARY
    assert CANARY in people.secret_words
    assert len({actor.passphrase for actor in people.everybody}) == 3
    with pytest.raises(LookupError):
        _ = people.devon.vault


def test_words_in_a_file_of_the_server_are_found(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"\x00Blue Heron 27\x00")
    server = DemoServer(tmp_path, tmp_path / "public.json")
    assert server.holds_any(("Blue Heron 27", "Red Maple 4")) == ["Blue Heron 27"]
    assert server.stop()


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(ServerDidNotStartError, match="cannot be read"):
        DemoServer(tmp_path / "data", tmp_path / "nothing.json").start()
