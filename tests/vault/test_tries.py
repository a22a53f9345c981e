"""The pause after wrong passphrases: it grows, it stays, and it never locks anybody out."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain import errors
from peerdesk.domain.passphrase_errors import TooSoonError, WrongAgainError
from peerdesk.vault import tries
from peerdesk.vault.slots import change_passphrase, set_passphrase_by_sheet
from tests.support.vaults import PASSPHRASE, RECOVERY_CODE, new_vault, reopened

WRONG = "not this one at all"
ELSEWHERE = """
import sys
from pathlib import Path
from peerdesk.domain.errors import ExpectedError
from tests.support.vaults import reopened
try:
    reopened(Path(sys.argv[1])).close()
    print("open")
except ExpectedError as problem:
    print(problem.code)
"""


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def folder(home: Path) -> Path:
    new_vault(home).close()
    return next((home / "vaults").iterdir())


def try_wrong(folder: Path, clock: Clock) -> int:
    """Try a wrong one, and return the pause that follows. Raises TooSoonError."""
    with pytest.raises(WrongAgainError) as refused, tries.paced(folder, clock):
        raise errors.WrongPassphraseError
    return refused.value.wait_seconds


@contextmanager
def too_soon() -> Iterator[pytest.ExceptionInfo[TooSoonError]]:
    with pytest.raises(TooSoonError) as refused:
        yield refused


def test_the_pause_grows_to_half_a_minute_and_no_further(tmp_path: Path) -> None:
    clock, pauses = Clock(), []
    for _ in range(100):
        pauses.append(try_wrong(tmp_path, clock))
        clock.now += pauses[-1]
    assert pauses[:9] == [0, 0, 1, 2, 4, 8, 16, 30, 30]
    assert set(pauses[9:]) == {30}
    with tries.paced(tmp_path, clock):
        pass
    assert try_wrong(tmp_path, clock) == 0


def test_nothing_is_tried_before_the_pause_is_over(tmp_path: Path) -> None:
    clock, tried = Clock(), []
    for _ in range(5):
        clock.now += try_wrong(tmp_path, clock)
    clock.now -= 0.5
    with too_soon() as refused, tries.paced(tmp_path, clock):
        tried.append("tried")
    assert tried == []
    assert refused.value.wait_seconds == 1
    clock.now += 0.5
    with tries.paced(tmp_path, clock):
        tried.append("tried")
    assert tried == ["tried"]


def test_after_a_restart_the_pause_begins_anew_and_ends(tmp_path: Path) -> None:
    clock = Clock()
    for _ in range(6):
        clock.now += try_wrong(tmp_path, clock)
    try_wrong(tmp_path, clock)
    clock.now = 2.0
    with too_soon() as refused, tries.paced(tmp_path, clock):
        pass
    assert refused.value.wait_seconds == 16
    clock.now += 16
    with tries.paced(tmp_path, clock):
        pass


def test_another_process_waits_as_well_even_with_the_right_one(folder: Path) -> None:
    for _ in range(4):
        with pytest.raises((errors.WrongPassphraseError, TooSoonError)):
            reopened(folder, WRONG)
    (folder / tries.NAME).write_text(json.dumps({"wrong": 50, "at": tries.time.monotonic()}))
    done = subprocess.run([sys.executable, "-c", ELSEWHERE, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "too_soon"


def test_the_right_one_ends_the_count_and_the_file_holds_no_word(folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(errors.WrongPassphraseError):
            reopened(folder, WRONG)
    known = json.loads((folder / tries.NAME).read_text())
    assert sorted(known) == ["at", "wrong"]
    assert known["wrong"] == 2
    assert (folder / tries.NAME).stat().st_mode & 0o777 == 0o600
    reopened(folder).close()
    assert not (folder / tries.NAME).exists()


def test_changing_the_passphrase_is_no_way_around_the_pause(folder: Path) -> None:
    for _ in range(3):
        with pytest.raises(errors.WrongPassphraseError):
            change_passphrase(folder, WRONG, "another one by the river", kdf=TEST_ONLY, allow_test_profile=True)
    with too_soon():
        reopened(folder)


def test_the_recovery_sheet_ends_the_pause(folder: Path) -> None:
    (folder / tries.NAME).write_text(json.dumps({"wrong": 50, "at": tries.time.monotonic()}))
    new = "another one by the river"
    set_passphrase_by_sheet(folder, RECOVERY_CODE, new, kdf=TEST_ONLY, allow_test_profile=True)
    reopened(folder, new).close()


JUNK = st.one_of(
    st.binary(max_size=60),
    st.builds(
        lambda wrong, at: json.dumps({"wrong": wrong, "at": at}).encode(),
        st.one_of(st.integers(), st.floats(), st.text(max_size=3)),
        st.one_of(st.integers(), st.floats(), st.none()),
    ),
)


@given(JUNK)
def test_whatever_stands_in_the_file_nobody_waits_longer_than_half_a_minute(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes
) -> None:
    folder, clock = tmp_path_factory.mktemp("junk"), Clock()
    (folder / tries.NAME).write_bytes(junk)
    waited = 0
    with suppress(TooSoonError), tries.paced(folder, clock):
        return
    while waited <= tries.LONGEST_PAUSE_SECONDS:
        waited += 1
        clock.now += 1
        with suppress(TooSoonError), tries.paced(folder, clock):
            break
    assert 0 < waited <= tries.LONGEST_PAUSE_SECONDS


def test_a_disk_that_takes_nothing_costs_the_count_and_not_the_notes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("peerdesk.vault.tries.files.replace", full)
    for _ in range(6):
        with pytest.raises(errors.WrongPassphraseError):
            reopened(folder, WRONG)
    reopened(folder, PASSPHRASE).close()
