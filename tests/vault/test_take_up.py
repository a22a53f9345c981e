"""Taking up what counts for nobody: never into another space than the record has, where others could read it."""

from dataclasses import replace
from datetime import date

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RevisionId
from peerdesk.domain.supervision_log import SessionDraft, begin_session
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.vault import Vault
from tests.support.vaults import new_id

KIND = RecordKind.SUPERVISION


def test_what_was_said_to_one_supervisor_does_not_go_to_another_with_a_version_that_claims_their_space(
    vault: Vault,
) -> None:
    record = new_id()
    with vault.write() as tx:
        tomas, ruth = (pair_space(tx.person, PersonId(byte * 16)) for byte in (b"t", b"r"))
        draft = SessionDraft(minutes=45, next_steps="for Tomas alone")
        tx.sessions.put(begin_session(draft, record=record, author=tx.person, today=date(2026, 11, 21)), tomas)
        (head,) = tx.histories.heads(record, KIND)
    claimed = replace(head, revision=RevisionId(b"x" * 32))
    with vault.write() as tx:
        assert not tx.histories.take_up(KIND, ruth, record, claimed)
        assert tx.outbox.spaces() == (tomas,)
        assert tx.histories.take_up(KIND, tomas, record, claimed)
        assert tx.outbox.spaces() == (tomas,)
