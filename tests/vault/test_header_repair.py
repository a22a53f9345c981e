"""A header that is cut short, zeroed, gone or unreadable: the one before it opens, takes its place, and it is told."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.domain import errors
from peerdesk.domain.notices import NoticeKind
from peerdesk.vault import backups, header
from peerdesk.vault.backup_places import Reason
from peerdesk.vault.places import find_vaults
from peerdesk.vault.vault import Vault
from peerdesk.work.integrity import tell_what_was_found
from peerdesk.work.rescue import rescue_notes
from tests.support.backups import keep
from tests.support.rotations import words_of
from tests.support.vaults import NOW, PASSPHRASE, new_vault, reopened
from tests.vault.powers import without_special_powers


@pytest.fixture(scope="module")
def two_headers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Return the folder of a closed vault that has a header before this one, as a kill leaves it, and its header."""
    with new_vault(tmp_path_factory.mktemp("home")) as vault:
        keep(vault, 3)
    opening = header.read(vault.folder)[0]
    header.write(vault.folder, opening.display_name, opening.header)
    return vault.folder, (vault.folder / header.NAME).read_bytes()


def opened_anew(folder: Path, whole: bytes, damaged: bytes | None) -> bool:
    """Put damage in the header's place, open, and say whether the header is whole again and the damage was told of."""
    (folder / header.PREVIOUS).write_bytes(whole)
    if damaged is None:
        (folder / header.NAME).unlink()
    else:
        (folder / header.NAME).write_bytes(damaged)
    with reopened(folder) as vault:
        tell_what_was_found(vault, NOW)
        with vault.write() as tx:
            told = [one.kind for one in tx.notices.open()]
            tx.notices.withdraw(NoticeKind.HEADER_MENDED)
    is_whole = (folder / header.NAME).read_bytes() == whole and not (folder / header.PREVIOUS).exists()
    return is_whole and NoticeKind.HEADER_MENDED in told


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_cut_anywhere_the_one_before_it_opens_and_takes_its_place(
    two_headers: tuple[Path, bytes], data: st.DataObject
) -> None:
    folder, whole = two_headers
    length = data.draw(st.integers(0, len(whole.rstrip()) - 1))
    assert opened_anew(folder, whole, whole[:length])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_zeros_or_noise_anywhere_never_keep_the_notes_shut(
    two_headers: tuple[Path, bytes], data: st.DataObject
) -> None:
    folder, whole = two_headers
    start = data.draw(st.integers(0, len(whole) - 1))
    noise = data.draw(st.one_of(st.just(bytes(512)), st.binary(min_size=1, max_size=200)))
    damaged = whole[:start] + noise + whole[start + len(noise) :]
    (folder / header.PREVIOUS).write_bytes(whole)
    (folder / header.NAME).write_bytes(damaged)
    try:
        reopened(folder).close()
    except errors.WrongPassphraseError:
        # What stood there had the shape of a header: the passphrase was judged by it, and nothing was changed.
        assert (folder / header.PREVIOUS).read_bytes() == whole
        (folder / "tries").unlink(missing_ok=True)
    assert opened_anew(folder, whole, bytes(len(whole)))


@pytest.mark.parametrize(
    "damaged",
    [b"", bytes(4096), b"{}", os.urandom(100_000), None],
    ids=["empty", "zeros", "another shape", "noise", "gone"],
)
def test_whatever_stands_there_instead_the_one_before_it_opens(
    two_headers: tuple[Path, bytes], damaged: bytes | None
) -> None:
    folder, whole = two_headers
    assert opened_anew(folder, whole, damaged)


def test_one_that_the_disk_does_not_give_is_as_good_as_damaged(
    two_headers: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, whole = two_headers
    (folder / header.PREVIOUS).write_bytes(whole)
    sound = Path.open

    def failing(path: Path, *given: object, **named: object) -> object:
        if path == folder / header.NAME and given and given[0] == "rb":
            raise OSError(5, "the disk failed")
        return sound(path, *given, **named)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", failing)
        opened = reopened(folder)
    assert opened.header_was_damaged
    opened.close()
    reopened(folder).close()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", failing)
        with pytest.raises(errors.DiskFailedError):
            reopened(folder)


def test_one_that_may_not_be_read_is_put_right_as_well(two_headers: tuple[Path, bytes]) -> None:
    folder, whole = two_headers
    (folder / header.PREVIOUS).write_bytes(whole)
    (folder / header.NAME).chmod(0)
    reopened_without_powers = without_special_powers(lambda: reopened(folder).close())
    assert reopened_without_powers is None
    assert (folder / header.NAME).read_bytes() == whole


def test_where_both_are_damaged_a_backup_of_it_leads_in(vault: Vault, home: Path) -> None:
    keep(vault, 5)
    backups.make(vault, Reason.ASKED, NOW)
    before = words_of(vault)
    vault.close()
    for name in (header.NAME, header.PREVIOUS):
        (vault.folder / name).write_bytes(b"{")
    with pytest.raises(errors.VaultDamagedError) as caught:
        reopened(vault.folder)
    assert caught.value.part == "header"
    (place,) = find_vaults(home)
    rescue_notes(place, PASSPHRASE, allow_test_profile=True)
    with reopened(vault.folder) as again:
        assert words_of(again) == before
