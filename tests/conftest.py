"""What every test shares: a quiet machine, a home of its own, and no unexpected word in the log."""

import gc
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.once_in_a_run import begin_run

# Windows are rendered offscreen unless a test starts a display of its own. Set before Qt is imported.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Vaults, servers and copies of both are made and thrown away all through a run, some fifteen GB of them. What a disk
# may lose is asked of disks that lose it (tests/faults); the others need none, and memory has no queue to wait in.
MEMORY = Path("/dev/shm")  # noqa: S108 - where Linux keeps files in memory; pytest makes a folder there that is its own
ROOM_BYTES = 4 * 1024**3
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM_BYTES:
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None

settings.register_profile("ci", derandomize=True, max_examples=30, deadline=None)
settings.register_profile("quick", max_examples=10, deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection() -> None:
    """Look for no garbage while the tests are read in: nothing of that goes before the run is over."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave what was read in alone from here on, too: a search through all of it takes as long as several tests."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _run(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """Let the processes of this run know of each other: each has a folder of its own within the folder of the run."""
    own = tmp_path_factory.getbasetemp()
    begin_run((own if worker_id == "master" else own.parent) / "once")


@pytest.fixture(autouse=True)
def _machine_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep each test away from the vaults, settings and passphrases of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("PEERDESK_")]:
        monkeypatch.delenv(name)
    elsewhere = tmp_path_factory.getbasetemp() / "nobody"
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(elsewhere / name.lower()))


WINDOWS = pytest.StashKey[bool]()
"""Whether windows were open in the file of tests before this one."""


@pytest.fixture(scope="module", autouse=True)
def _garbage_goes_between_files(pytestconfig: pytest.Config) -> None:
    """End the search that windows took over, and leave what stays behind them alone from here on.

    The rounds of an application go on behind its windows. In a process that runs a thousand tests each of them looks
    through all that was ever kept, which was an eighth of the time of a run. What stays is known only now: pytest lets
    go of what the last test of a file held when that file is over.
    """
    if pytestconfig.stash.get(WINDOWS, False):
        from tests.support.garbage import end_rounds

        end_rounds()
        gc.collect()
        gc.freeze()
        pytestconfig.stash[WINDOWS] = False


@pytest.fixture(autouse=True)
def _garbage_goes_between_tests(pytestconfig: pytest.Config) -> Iterator[None]:
    """Give Python its search for garbage back after a test whose window took it over."""
    yield
    if not gc.isenabled():
        pytestconfig.stash[WINDOWS] = True
        gc.collect(1)
        gc.enable()


@pytest.fixture(autouse=True)
def _no_unexpected_log_record(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which something was logged at WARNING or above that it did not announce.

    Announce with `@pytest.mark.expects_log("pattern")`; the pattern is searched in the message.
    """
    yield
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    records = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    loud = [
        f"{record.name}: {record.getMessage()}"
        for record in records
        if record.levelno >= logging.WARNING and not any(pattern.search(record.getMessage()) for pattern in expected)
    ]
    if loud:
        pytest.fail("unexpected log records: " + "; ".join(loud))


@pytest.fixture(scope="module")
def temporary_folder_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let what is left for a moment lie where nobody else leaves anything, and little has to be looked through."""
    folder = str(tmp_path_factory.mktemp("tmp"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", folder)
        patch.setattr(tempfile, "tempdir", folder)
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return an empty folder that serves as `--home` for one test."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder
