import sys
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEventLoop, QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from peerdesk.desktop import background as background_module
from peerdesk.desktop.background import Background
from peerdesk.desktop.turns import TURN_SECONDS
from peerdesk.domain.errors import ExpectedError


@pytest.fixture
def bugs() -> list[BaseException]:
    return []


@pytest.fixture
def background(qtbot: QtBot, bugs: list[BaseException]) -> Iterator[Background]:
    running = Background(bugs.append)
    yield running
    running.close()


def _unexpected(trouble: ExpectedError) -> None:
    pytest.fail(f"told of {trouble!r}")


def test_a_result_arrives_on_the_gui_thread(qtbot: QtBot, background: Background) -> None:
    got: list[tuple[int, bool]] = []
    owner = QObject()
    worker: list[int] = []

    def job() -> int:
        worker.append(threading.get_ident())
        return 42

    def done(result: int) -> None:
        got.append((result, QThread.currentThread() is owner.thread()))

    background.run(owner, job, done, _unexpected)
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(42, True)]
    assert worker != [threading.get_ident()]


def test_jobs_of_the_vault_run_one_after_the_other_in_the_order_asked(qtbot: QtBot, background: Background) -> None:
    ran: list[int] = []
    delivered: list[int] = []
    gate = threading.Event()
    owner = QObject()

    def job(number: int) -> int:
        gate.wait(5)
        ran.append(number)
        return number

    for number in range(20):
        background.run(owner, lambda number=number: job(number), delivered.append, _unexpected)
    assert background.waiting == 20
    gate.set()
    qtbot.waitUntil(lambda: len(delivered) == 20)
    assert ran == delivered == list(range(20))
    assert background.waiting == 0


def test_the_network_does_not_wait_for_the_vault(qtbot: QtBot, background: Background) -> None:
    gate = threading.Event()
    delivered: list[str] = []
    owner = QObject()
    background.run(owner, lambda: gate.wait(5) and "vault", lambda _: delivered.append("vault"), _unexpected)
    background.run_network(owner, lambda: "network", delivered.append, _unexpected)
    qtbot.waitUntil(lambda: delivered == ["network"])
    gate.set()
    qtbot.waitUntil(lambda: delivered == ["network", "vault"])


def test_what_the_world_refuses_goes_to_failed(qtbot: QtBot, background: Background, bugs: list[BaseException]) -> None:
    told: list[ExpectedError] = []
    owner = QObject()

    def job() -> None:
        raise ExpectedError

    background.run(owner, job, lambda _: pytest.fail("done"), told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], ExpectedError)
    assert bugs == []


def test_a_bug_goes_to_the_hook_and_never_to_the_screen(
    qtbot: QtBot, background: Background, bugs: list[BaseException]
) -> None:
    owner = QObject()

    def job() -> None:
        raise ZeroDivisionError

    background.run(owner, job, lambda _: pytest.fail("done"), _unexpected)
    qtbot.waitUntil(lambda: bool(bugs))
    assert isinstance(bugs[0], ZeroDivisionError)


def test_an_owner_that_is_gone_hears_nothing(qtbot: QtBot, background: Background) -> None:
    told: list[str] = []
    gate = threading.Event()
    gone, here = QObject(), QObject()
    background.run(gone, lambda: gate.wait(5) and "x", lambda _: told.append("gone"), _unexpected)
    background.run(here, lambda: "y", lambda _: told.append("here"), _unexpected)
    shiboken6.delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: background.waiting == 0)
    assert told == ["here"]


def test_close_finishes_what_was_asked_and_takes_nothing_more(qtbot: QtBot, bugs: list[BaseException]) -> None:
    background = Background(bugs.append)
    ran: list[int] = []
    told: list[object] = []
    owner = QObject()
    for number in range(3):
        background.run(owner, lambda number=number: ran.append(number), told.append, _unexpected)
    background.close()
    assert ran == [0, 1, 2]
    background.run(owner, lambda: ran.append(9), told.append, _unexpected)
    qtbot.wait(20)
    assert ran == [0, 1, 2]
    assert told == []


def test_a_busy_thread_lets_the_window_in_within_a_thirtieth_of_a_frame(bugs: list[BaseException]) -> None:
    sys.setswitchinterval(0.005)
    Background(bugs.append).close()
    assert sys.getswitchinterval() == pytest.approx(TURN_SECONDS)
    assert TURN_SECONDS <= 0.016 / 30


@pytest.mark.parametrize(
    ("seconds", "wanted"),
    [(0.0, ["a", "turn", "b", "turn", "c", "turn"]), (60.0, ["a", "b", "c", "turn", "turn", "turn"])],
)
def test_the_window_has_a_turn_between_large_answers_and_small_ones_share_one(
    qtbot: QtBot, background: Background, monkeypatch: pytest.MonkeyPatch, seconds: float, wanted: list[str]
) -> None:
    monkeypatch.setattr(background_module, "HAND_OVER_SECONDS", seconds)
    happened: list[str] = []
    gate = threading.Event()
    owner = QObject()

    def told(answer: str) -> None:
        happened.append(answer)
        QTimer.singleShot(0, owner, lambda: happened.append("turn"))

    for answer in "abc":
        background.run(owner, lambda answer=answer: gate.wait(5) and answer, told, _unexpected)
    gate.set()
    # All three are there before the window looks for the first.
    background._pool("vault").submit(lambda: None).result()
    qtbot.waitUntil(lambda: len(happened) == 6)
    assert happened == wanted


def test_answers_take_a_quarter_of_a_frame_at_most() -> None:
    assert background_module.HAND_OVER_SECONDS <= 0.016 / 4


def test_an_answer_that_opens_a_dialog_keeps_no_other_from_arriving(
    qtbot: QtBot, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background_module, "HAND_OVER_SECONDS", 60.0)
    happened: list[str] = []
    gate = threading.Event()
    owner = QObject()

    def dialog(_answer: object) -> None:
        loop = QEventLoop()
        QTimer.singleShot(5_000, loop, loop.quit)
        background.run(owner, lambda: None, lambda _: loop.quit(), _unexpected)
        loop.exec()
        happened.append("closed")

    background.run(owner, lambda: gate.wait(5), dialog, _unexpected)
    background.run(owner, lambda: None, lambda _: happened.append("meanwhile"), _unexpected)
    gate.set()
    background._pool("vault").submit(lambda: None).result()
    qtbot.waitUntil(lambda: len(happened) == 2, timeout=20_000)
    assert happened == ["meanwhile", "closed"]


def test_beside_a_window_turns_are_short(bugs: list[BaseException]) -> None:
    Background(bugs.append).close()
    assert sys.getswitchinterval() == pytest.approx(TURN_SECONDS)
