"""The officer's folder: what is founded can be trusted, secrets stay secret, and invites name the right people."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.crypto.signing import verify, verify_all
from peerdesk.domain.errors import (
    MissingAnswerError,
    NotFoundError,
    ServerRefusedError,
    VaultExistsError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from peerdesk.domain.vocabulary import Role
from peerdesk.wire.invite import parse_invite
from peerdesk.wire.invite_certificate import certificate_statement
from peerdesk.wire.membership import Directory
from peerdesk.wire.public_file import read_public_file
from peerdesk.work.officer import Invitation, Issued, init_organisation, make_invite, org_people

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
PASSPHRASE = "maple harbor lantern quiet otter"
SERVER = "http://127.0.0.1:8740"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    init_organisation(tmp_path / "org", "Harbor Point", PASSPHRASE, NOW, profile=TEST_ONLY)
    return tmp_path / "org"


def invite(folder: Path, person: str, role: Role, supervisor: str = "", passphrase: str = PASSPHRASE) -> Issued:
    wanted = Invitation(server=SERVER, person=person, role=role, supervisor=supervisor)
    return make_invite(folder, passphrase, wanted, NOW, allow_test_profile=True)


def test_the_public_file_holds_a_chain_that_the_pinned_root_vouches_for(folder: Path) -> None:
    root, entries = read_public_file((folder / "public.json").read_bytes())
    directory = Directory.empty(root)
    for entry in entries:
        directory.apply(entry, verify_all)
    assert directory.head[0] == 2


def test_an_invite_is_signed_and_says_who_whom_and_until_when(folder: Path) -> None:
    tomas = invite(folder, "Tomas Okafor", Role.SUPERVISOR)
    devon = invite(folder, "Devon Achebe", Role.PEER, "tomas okafor")
    read = parse_invite(devon.text)
    certificate = read.read_certificate()
    assert certificate.person == devon.person
    assert certificate.supervisor == tomas.person
    assert certificate.expires == int((NOW + timedelta(hours=72)).timestamp())
    assert (read.organisation, read.server, read.supervisor_name) == ("Harbor Point", SERVER, "Tomas Okafor")
    root, entries = read_public_file((folder / "public.json").read_bytes())
    directory = Directory.empty(root)
    for entry in entries:
        directory.apply(entry, verify_all)
    known = directory.members.officer(certificate.officer)
    assert known is not None
    verify(known.public, certificate_statement(read.certificate), read.signature)
    assert certificate.directory_hash == directory.head[1][:16]


def test_the_same_person_invited_again_stays_the_same_person_with_another_one_time_key(folder: Path) -> None:
    first, second = (invite(folder, "Devon Achebe", Role.PEER) for _ in range(2))
    assert first.person == second.person
    assert parse_invite(first.text).one_time_seed != parse_invite(second.text).one_time_seed
    assert [one.name for one in org_people(folder, NOW)] == ["Devon Achebe"]


def test_the_list_says_who_was_invited_and_has_not_joined(folder: Path) -> None:
    tomas = invite(folder, "Tomas Okafor", Role.SUPERVISOR)
    invite(folder, "Devon Achebe", Role.PEER, "Tomas Okafor")
    devon = org_people(folder, NOW)[1]
    assert (devon.name, devon.supervisor, devon.joined, devon.confirmed) == ("Devon Achebe", tomas.person, False, False)


def test_another_passphrase_opens_nothing_and_lists_nobody(folder: Path) -> None:
    with pytest.raises(WrongPassphraseError):
        invite(folder, "Devon Achebe", Role.PEER, passphrase="not the right passphrase")
    assert org_people(folder, NOW) == ()


def test_a_supervisor_has_to_be_invited_first(folder: Path) -> None:
    with pytest.raises(NotFoundError):
        invite(folder, "Devon Achebe", Role.PEER, "Tomas Okafor")
    invite(folder, "Tomas Okafor", Role.PEER)
    with pytest.raises(NotFoundError):
        invite(folder, "Devon Achebe", Role.PEER, "Tomas Okafor")


def test_an_address_that_is_not_safe_makes_no_invite(folder: Path) -> None:
    wanted = Invitation(server="http://harbor.example", person="Devon Achebe", role=Role.PEER)
    with pytest.raises(ServerRefusedError):
        make_invite(folder, PASSPHRASE, wanted, NOW, allow_test_profile=True)


def test_an_organisation_is_never_founded_over_another(folder: Path) -> None:
    before = (folder / "root.key").read_bytes()
    with pytest.raises(VaultExistsError):
        init_organisation(folder, "Other", PASSPHRASE, NOW, profile=TEST_ONLY)
    assert (folder / "root.key").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "passphrase", "error"),
    [("", PASSPHRASE, MissingAnswerError), ("Harbor Point", "short", WeakPassphraseError)],
)
def test_a_founding_that_cannot_be_leaves_nothing_behind(
    tmp_path: Path, name: str, passphrase: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        init_organisation(tmp_path / "new", name, passphrase, NOW, profile=TEST_ONLY)
    assert not (tmp_path / "new").exists()


def test_an_empty_folder_is_no_organisation(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        invite(tmp_path, "Devon Achebe", Role.PEER)


def test_the_files_are_for_their_owner_and_hold_no_secret_in_clear(folder: Path) -> None:
    issued = invite(folder, "Devon Achebe", Role.PEER)
    name_key = parse_invite(issued.text).name_key
    for path in folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0
        assert name_key not in path.read_bytes()


def test_an_invite_shows_nothing_of_itself_where_it_is_only_mentioned(folder: Path) -> None:
    issued = invite(folder, "Devon Achebe", Role.PEER)
    assert issued.name in repr(issued)
    assert issued.text.splitlines()[3] not in repr(issued)
