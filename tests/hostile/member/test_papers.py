"""What a hostile member cannot do with permission papers: read, forge or open those of others, or write odd ones."""

import os
from collections.abc import Mapping

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import edited
from peerdesk.sync.payload import to_plain
from peerdesk.vault.vault import Vault
from peerdesk.wire.exchange import Refusal
from peerdesk.work.attention import needs
from peerdesk.work.consents import find_individual, keep_consent
from peerdesk.work.papers import papers_states, share_papers
from peerdesk.work.papers_received import received_papers
from peerdesk.work.sharing import find_reader
from tests.hostile.member.conftest import Ward
from tests.hostile.rogue import person_of
from tests.hostile.sequences.town import log_of, readable
from tests.support.hospital import clock
from tests.vectors.payload.make import of_papers
from tests.work.test_withdrawing import RELEASE, WHO

MARK = "0123456789abcdef"
SAID = {"handle": WHO, "permissions": [{"mark": MARK, "kind": "written_release"}]}


def given(ward: Ward) -> RecordId:
    """Let Devon show Tomas what one individual allows; return the id of the copy."""
    keep_consent(ward.devon, RELEASE, clock(), os.urandom)
    reader = find_reader(ward.devon, "Tomas Okafor", clock())
    share_papers(ward.devon, find_individual(ward.devon, WHO), reader, clock())
    ward.meet()
    return received_papers(ward.tomas)[0].received.item.id


def forged(said: Mapping[str, object]) -> bytes:
    return to_plain(RecordKind.SHARED_PAPERS, edited((), dict(said)))


def handles(vault: Vault) -> list[str]:
    return [one.received.item.papers.handle for one in received_papers(vault)]


def test_another_peer_and_a_supervisor_who_was_given_nothing_can_open_none_of_it(ward: Ward) -> None:
    copy = given(ward)
    ward.hospital.sync(ward.ana)
    devon, tomas, ana = ward.rogue(ward.devon, ward.tomas), ward.rogue(ward.tomas, ward.devon), ward.rogue(ward.ana)
    log = log_of(devon, devon.pair)
    assert bytes(copy) in readable(tomas, log, tomas.pair)
    assert readable(ana, log, ana.own) == readable(ana, log, devon.pair) == set()
    assert ana.keys(devon.pair) == {}
    assert handles(ward.ana) == []


def test_whoever_was_shown_papers_cannot_change_them_or_write_others_in_the_name_of_the_peer(ward: Ward) -> None:
    copy, tomas = given(ward), ward.rogue(ward.tomas, ward.devon)
    before = received_papers(ward.tomas)
    for record in (bytes(copy), os.urandom(16)):
        lie = tomas.sealed(forged(SAID), owner=person_of(ward.devon), record=record)
        assert [one.refusal for one in tomas.push(lie)] == [Refusal.NOT_OWNER]
    tomas.push(tomas.sealed(forged(SAID | {"handle": "Somebody else"}), record=bytes(copy)))
    ward.meet()
    assert received_papers(ward.tomas) == before
    assert [one.handle for one in papers_states(ward.devon)] == [WHO]


def test_a_share_written_into_the_space_of_two_shares_nothing(ward: Ward) -> None:
    keep_consent(ward.devon, RELEASE, clock(), os.urandom)
    ward.meet()
    tomas = ward.rogue(ward.tomas, ward.devon)
    told = {"individual": bytes(find_individual(ward.devon, WHO)), "readers": {person_of(ward.tomas).hex(): 1}}
    tomas.push(tomas.sealed(to_plain(RecordKind.PAPERS_SHARE, edited((), told))))
    ward.hospital.sync(ward.devon)
    assert [one.reason for one in needs(ward.devon)] == ["bad_content"]
    assert (papers_states(ward.devon), handles(ward.tomas)) == ((), [])


def test_nobody_but_the_reader_says_that_papers_were_opened(ward: Ward) -> None:
    copy, devon = given(ward), ward.rogue(ward.devon, ward.tomas)
    opened = {"about": bytes(copy), "opened_at": "2026-11-21T14:00:00+00:00"}
    plain = to_plain(RecordKind.OPENED, edited((), opened))
    assert [one.refusal for one in devon.push(devon.sealed(plain, owner=person_of(ward.tomas)))] == [Refusal.NOT_OWNER]
    devon.push(devon.sealed(plain))
    ward.meet()
    assert papers_states(ward.devon)[0].share.openings == ()


@pytest.mark.parametrize(
    "lie",
    [
        {"permissions": [{"mark": MARK, "kind": "written_release", "diagnosis": "x"}]},
        {"permissions": [{"mark": MARK, "kind": "written_release", "purpose": "billing"}]},
        {"permissions": [{"mark": "Ana", "kind": "written_release"}]},
        {"permissions": [{"mark": MARK, "kind": "written_release", "recipients": ["x" * 81]}]},
        {"permissions": [{"mark": MARK, "kind": "written_release", "starts": "someday"}]},
        {"permissions": [{"kind": "written_release"}]},
        {"permissions": [{"mark": MARK, "kind": "written_release"}] * 31},
        {"given_out": [{"under": MARK, "act": "summary_printed", "done_on": "2026-11-21", "what": ["the words"]}]},
        {"given_out": [{"under": MARK, "act": "summary_printed", "done_on": "2026-11-21", "text": "the words"}]},
        {"given_out": ["summary_printed"]},
        {"left_out": -1},
        {"has_ended": "no"},
        {"memory": "the note"},
    ],
)
def test_what_are_no_papers_is_set_aside_and_shown(
    ward: Ward, lie: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    devon = ward.rogue(ward.devon, ward.tomas)
    with monkeypatch.context() as patch:
        patch.setattr("peerdesk.sync.payload.check_values", lambda *_: None)
        plain = forged({**SAID, **lie})
    devon.push(devon.sealed(plain))
    assert ward.hospital.sync(ward.tomas).needs_attention == 1
    assert [one.reason for one in needs(ward.tomas)] == ["bad_content"]
    assert handles(ward.tomas) == []


def test_what_is_frozen_is_taken_in(ward: Ward) -> None:
    """The same road with nothing odd in it: so the lies are turned down for what they are."""
    devon = ward.rogue(ward.devon, ward.tomas)
    devon.push(devon.sealed(of_papers()["shared_papers"]))
    assert ward.hospital.sync(ward.tomas).needs_attention == 0
    assert handles(ward.tomas) == ["Blue Heron 27"]
