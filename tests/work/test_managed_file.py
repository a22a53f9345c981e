"""The file of the hospital's IT: believed where nobody else could have written it, and no fault makes a lock longer."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.managed import STRICTEST_LOCK, Fault, ManagedSettings, Profile
from peerdesk.work.managed_file import LARGEST_BYTES, is_at, read_managed

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
        ("sign_in = 'the usual'", "sign_in"),
        ("sign_in = 'http://login.hospital.example'", "sign_in"),
        ("sign_in = 'https://login.hospital.example/?tenant=1'", "sign_in"),
        ("sign_in = 'https://login.hospital.example/a/?'", "sign_in"),
        ("sign_in = 'https://login.hospital.example/a/../b'", "sign_in"),
        ("sign_in = 'https://login.hospital.example/a/%2E%2e'", "sign_in"),
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


SHARED = "https://login.provider.example/tenant-a"


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ("https://LOGIN.hospital.example", "https://login.hospital.example:443"),
        ("https://login.hospital.example/", "https://login.hospital.example:443"),
        ("https://login.provider.example:8443/tenant-a/", "https://login.provider.example:8443/tenant-a"),
        (
            "https://login.provider.example/Realms/My%20Hospital",
            "https://login.provider.example:443/Realms/My%20Hospital",
        ),
    ],
)
def test_the_place_to_sign_in_is_kept_with_its_path(file: Path, place: str, kept: str) -> None:
    managed = written(file, f'sign_in = "{place}"')
    assert (managed.sign_in, managed.complaints) == (kept, ())


@pytest.mark.parametrize(
    ("page", "is_there"),
    [
        (SHARED, True),
        (f"{SHARED}/", True),
        (f"{SHARED}?x=1", True),
        (f"{SHARED}/oauth2/v2.0/authorize?x=/../y", True),
        (f"{SHARED}/My%20Realm/authorize", True),
        ("https://LOGIN.provider.example:443/tenant-a/authorize", True),
        ("https://login.provider.example/", False),
        ("https://login.provider.example/tenant-b/authorize", False),
        ("https://login.provider.example/Tenant-A/authorize", False),
        ("https://login.provider.example//tenant-a/authorize", False),
        ("https://login.provider.example/x/tenant-a/authorize", False),
        ("https://login.provider.example/?/tenant-a/", False),
        ("https://login.provider.example:444/tenant-a/authorize", False),
        ("https://elsewhere.example/tenant-a/authorize", False),
        (f"{SHARED}b/authorize", False),
        (f"{SHARED};b/authorize", False),
        (f"{SHARED}%2fb/authorize", False),
        (f"{SHARED}/../tenant-b/authorize", False),
        (f"{SHARED}/x/../../tenant-b/authorize", False),
        (f"{SHARED}/./../tenant-b", False),
        (f"{SHARED}/..", False),
        (f"{SHARED}/.%2E/tenant-b", False),
        (f"{SHARED}/..%2ftenant-b", False),
        (f"{SHARED}/..%5ctenant-b", False),
        (f"{SHARED}/%252e%252e/tenant-b", False),
        (f"{SHARED}/..;x=1/tenant-b", False),
        ("http://login.provider.example/tenant-a/authorize", False),
    ],
)
def test_a_page_is_at_a_place_by_whole_parts_of_its_path(file: Path, page: str, *, is_there: bool) -> None:
    for ending in ("", "/"):
        assert is_at(page, written(file, f'sign_in = "{SHARED}{ending}"').sign_in) == is_there


def test_a_place_without_a_path_is_its_whole_host(file: Path) -> None:
    place = written(file, 'sign_in = "https://login.hospital.example"').sign_in
    assert is_at("https://login.hospital.example", place)
    assert is_at("https://login.hospital.example/any/where?x=1", place)
    assert not is_at("https://login.hospital.example.evil.example/", place)
    assert not is_at("https://login.hospital.example:4430/", place)


VALUES = st.one_of(
    st.integers(-20, 20).map(str),
    st.integers(1, 15_000).map("9".__mul__),
    st.text(max_size=9).map(repr),
    st.sampled_from(["true", "1979-05-27", "1979-99-99", "0x3", "nan", "[3]", '"es"', '"laptop"', '"~/notes"']),
)
NAMES = st.sampled_from(["lock_minutes", "profile", "language", "home", "server", "sign_in", "lock_minuts"])
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
