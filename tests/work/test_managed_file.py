"""The file of the hospital's IT: believed where nobody else could have written it, and no fault makes a lock longer."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.managed import STRICTEST_LOCK, Fault, ManagedSettings, Profile
from peerdesk.work.managed_file import LARGEST_BYTES, read_managed

ME = frozenset({os.getuid()})
WHOLE = """
server = "https://Peerdesk.Hospital.example/"
home = "/srv/peerdesk"
language = "es"
profile = "shared workstation"
lock_minutes = 3
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "peerdesk"
    folder.mkdir(mode=0o755)
    return folder / "policy.toml"


def written(file: Path, text: str | bytes) -> ManagedSettings:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    file.chmod(0o644)
    return read_managed(file, ME)


def faults(managed: ManagedSettings) -> list[tuple[Fault, str]]:
    return [(one.fault, one.name) for one in managed.complaints]


def test_without_a_file_nothing_is_decided(file: Path) -> None:
    assert read_managed(file, ME) == ManagedSettings()
    assert ManagedSettings().longest_lock is None
    assert read_managed(file.parent / "no" / "such" / "folder", ME) == ManagedSettings()


def test_a_whole_file_is_read(file: Path) -> None:
    assert written(file, WHOLE) == ManagedSettings(
        path=str(file),
        server="https://peerdesk.hospital.example",
        home="/srv/peerdesk",
        language="es",
        profile=Profile.WORKSTATION,
        lock_minutes=3,
    )
    assert written(file, "\ufeff" + WHOLE).complaints == (), "editors of Windows begin a file with a mark"


def test_the_shorter_of_profile_and_minutes_holds_and_a_person_may_choose_a_shorter_one_still(file: Path) -> None:
    workstation = written(file, 'profile = "shared workstation"\nlock_minutes = 15')
    assert (workstation.longest_lock, workstation.first_lock) == (5, 2)
    laptop = written(file, 'profile = "laptop"')
    assert (laptop.longest_lock, laptop.first_lock) == (15, 5)
    assert written(file, 'profile = "laptop"\nlock_minutes = 3').first_lock == 3
    assert [workstation.lock_seconds(minutes) for minutes in (1, 5, 15)] == [60, 300, 300]
    assert ManagedSettings().lock_seconds(15) == 900


def test_a_path_in_the_persons_own_folder_is_found_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home")
    assert written(file, 'home = "~/PeerDesk"').home == "/home/PeerDesk"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("lock_minutes = '1'", "lock_minutes"),
        ("lock_minutes = true", "lock_minutes"),
        ("lock_minutes = 1.0", "lock_minutes"),
        ("lock_minutes = 0", "lock_minutes"),
        ("lock_minutes = 16", "lock_minutes"),
        ("lock_minutes = [1]", "lock_minutes"),
        ("profile = 'Laptop'", "profile"),
        ("profile = 3", "profile"),
        ("language = 'fr'", "language"),
        ("language = ['en']", "language"),
        ("home = 'notes'", "home"),
        ("home = '/srv/../etc'", "home"),
        ("home = ''", "home"),
        ("home = '~'", "home"),
        ("home = '~/'", "home"),
        ("home = '/'", "home"),
        ('home = "/srv/\\u001b[2J"', "home"),
        ("home = '~nobody-by-this-name/x'", "home"),
        ("server = 'http://peerdesk.example'", "server"),
        ("server = 'https://user:word@peerdesk.example'", "server"),
        ("server = 'https://[::1'", "server"),
    ],
)
def test_a_value_that_is_none_is_told_and_the_others_hold(file: Path, text: str, name: str) -> None:
    managed = written(file, text + "\n" + ('language = "es"' if name != "language" else 'server = "https://a.example"'))
    assert faults(managed) == [(Fault.BAD_VALUE, name)]
    assert managed.longest_lock == STRICTEST_LOCK
    assert (managed.language, managed.server) in {("es", ""), ("", "https://a.example")}


def test_a_slip_in_a_name_makes_the_lock_shorter_and_not_longer(file: Path) -> None:
    managed = written(file, "lock_minuts = 1")
    assert faults(managed) == [(Fault.UNKNOWN_NAME, "lock_minuts")]
    assert managed.longest_lock == STRICTEST_LOCK


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"x" * (LARGEST_BYTES + 1), Fault.TOO_LARGE),
        (b"lock_minutes = \xff", Fault.NOT_TEXT),
        ("lock_minutes = 3".encode("utf-16"), Fault.NOT_TEXT),
        (b"lock_minutes: 3", Fault.NOT_TOML),
        (b"a = " + b"[" * (LARGEST_BYTES - 8), Fault.NOT_TOML),
        (b"lock_minutes = 3\nlock_minutes = 4", Fault.NOT_TOML),
        (b"\0", Fault.NOT_TOML),
        (b"lock_minutes = " + b"9" * 5_000, Fault.NOT_TOML),
    ],
)
def test_a_file_that_is_none_is_told_in_one_word(file: Path, raw: bytes, fault: Fault) -> None:
    managed = written(file, raw)
    assert faults(managed) == [(fault, "")]
    assert managed.longest_lock == STRICTEST_LOCK


def test_a_file_that_others_could_have_written_is_not_believed(file: Path) -> None:
    written(file, WHOLE)
    for mode in (0o664, 0o646):
        file.chmod(mode)
        assert faults(read_managed(file, ME)) == [(Fault.OTHERS_WRITE, "")]
    file.chmod(0o644)
    assert faults(read_managed(file, frozenset({os.getuid() + 1}))) == [(Fault.OTHERS_WRITE, "")]
    file.parent.chmod(0o777)
    assert faults(read_managed(file, ME)) == [(Fault.OTHERS_WRITE, "")]
    assert read_managed(file, ME).server == ""


def test_neither_a_link_nor_a_pipe_nor_a_folder_is_followed(file: Path) -> None:
    real = file.with_name("real.toml")
    written(real, WHOLE)
    file.symlink_to(real)
    assert faults(read_managed(file, ME)) == [(Fault.NOT_A_FILE, "")]
    file.unlink()
    os.mkfifo(file, 0o644)
    assert faults(read_managed(file, ME)) == [(Fault.NOT_A_FILE, "")], "nobody waits for whoever writes into it"
    file.unlink()
    file.mkdir()
    assert faults(read_managed(file, ME)) == [(Fault.NOT_A_FILE, "")]


def test_a_file_that_cannot_be_read_is_as_strict_as_one_with_a_fault(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(file, WHOLE)

    def closed(*_: object) -> int:
        raise PermissionError(file)

    monkeypatch.setattr(os, "open", closed)
    assert faults(read_managed(file, ME)) == [(Fault.UNREADABLE, "")]
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


VALUES = st.one_of(
    st.integers(-20, 20).map(str),
    st.integers(1, 15_000).map("9".__mul__),
    st.text(max_size=9).map(repr),
    st.sampled_from(["true", "1979-05-27", "1979-99-99", "0x3", "nan", "[3]", '"es"', '"laptop"', '"~/notes"']),
)
NAMES = st.sampled_from(["lock_minutes", "profile", "language", "home", "server", "lock_minuts"])
LINES = st.tuples(NAMES, VALUES).map(" = ".join)


@given(raw=st.binary(max_size=200) | st.lists(LINES, max_size=4).map("\n".join))
def test_whatever_is_in_the_file_it_is_read_and_a_fault_is_as_strict_as_it_gets(
    raw: bytes | str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(mode=0o755, exist_ok=True)
    managed = written(folder / "policy.toml", raw if isinstance(raw, bytes) else raw.encode("utf-8", "replace"))
    strictest = [managed.lock_seconds(minutes) for minutes in (1, 2, 15)] == [60, 60, 60]
    assert strictest == (bool(managed.complaints) or managed.lock_minutes == 1)
