"""What a hostile member cannot do to the log of supervision: sign for another, or have their own word count as one."""

import os

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import edited
from peerdesk.domain.supervision_log import SessionDraft, Signed, session_digest
from peerdesk.sync.payload import to_plain
from peerdesk.vault.vault import Vault
from peerdesk.wire.exchange import Refusal
from peerdesk.work.attention import needs
from peerdesk.work.supervision_log import LoggedSession, find_partner, log_session, logged_session, sessions_with
from tests.hostile.member.conftest import Ward
from tests.hostile.rogue import person_of
from tests.support.hospital import clock

STAMP = "2026-11-21T14:00:00+00:00"
SAID = {"happened_on": "2026-11-21", "minutes": 45, "type": "individual"}


def log(ward: Ward, vault: Vault) -> LoggedSession:
    logged = log_session(vault, SessionDraft(minutes=45), other_of(ward, vault), clock(), os.urandom)
    ward.meet()
    return logged


def other_of(ward: Ward, vault: Vault) -> bytes:
    return find_partner(vault, "Devon Achebe" if vault is ward.tomas else "Tomas Okafor", clock())


def shown(ward: Ward, vault: Vault) -> list[tuple[int, Signed]]:
    return [(one.session.minutes, one.signed) for one in sessions_with(vault, other_of(ward, vault), clock())]


def signature(logged: LoggedSession) -> bytes:
    said = {"about": bytes(logged.session.id), "digest": session_digest(logged.session), "signed_at": STAMP}
    return to_plain(RecordKind.SUPERVISION_SIGNED, edited((), said))


def test_whoever_wrote_a_session_cannot_sign_it_for_the_other_one(ward: Ward) -> None:
    logged, tomas = log(ward, ward.tomas), ward.rogue(ward.tomas, ward.devon)
    as_devon = tomas.sealed(signature(logged), owner=person_of(ward.devon))
    assert [one.refusal for one in tomas.push(as_devon)] == [Refusal.NOT_OWNER]
    tomas.push(tomas.sealed(signature(logged)))
    ward.meet()
    for vault in (ward.devon, ward.tomas):
        assert shown(ward, vault) == [(45, Signed.NOT_YET)]


def test_a_third_one_signs_nothing_between_two_others(ward: Ward) -> None:
    logged = log(ward, ward.tomas)
    # She has a space with Tomas, and a key to it.
    log_session(ward.ana, SessionDraft(minutes=15), other_of(ward, ward.ana), clock(), os.urandom)
    ward.hospital.sync(ward.ana)
    ana = ward.rogue(ward.ana, ward.tomas)
    ana.push(ana.sealed(signature(logged)))
    for vault in (ward.tomas, ward.devon, ward.tomas):
        ward.hospital.sync(vault)
    assert shown(ward, ward.tomas) == [(45, Signed.NOT_YET)]


def test_a_session_under_the_id_of_another_one_changes_nothing_of_it(ward: Ward) -> None:
    logged, devon = log(ward, ward.tomas), ward.rogue(ward.devon, ward.tomas)
    forged = to_plain(RecordKind.SUPERVISION, edited((), SAID | {"minutes": 480}))
    devon.push(devon.sealed(forged, record=bytes(logged.session.id)))
    ward.meet()
    mine = logged_session(ward.tomas, RecordId(logged.session.id), clock())
    assert (mine.session.minutes, mine.is_mine, mine.signed) == (45, True, Signed.NOT_YET)
    for vault in (ward.devon, ward.tomas):
        assert shown(ward, vault) == [(45, Signed.NOT_YET)]


@pytest.mark.parametrize(
    "lie",
    [
        {"minutes": 0},
        {"minutes": 100_000},
        {"minutes": True},
        {"type": "appraisal"},
        {"topics": ["performance"]},
        {"happened_on": "someday"},
        {"next_steps": "x" * 281},
        {"rating": 5},
    ],
)
def test_what_is_no_session_is_set_aside_and_shown(
    ward: Ward, lie: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    with monkeypatch.context() as patch:
        patch.setattr("peerdesk.sync.payload.check_values", lambda *_: None)
        plain = to_plain(RecordKind.SUPERVISION, edited((), SAID | lie))
    tomas.push(tomas.sealed(plain))
    assert ward.hospital.sync(ward.devon).needs_attention == 1
    assert [one.reason for one in needs(ward.devon)] == ["bad_content"]
    assert shown(ward, ward.devon) == []
