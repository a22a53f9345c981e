"""Reading encounters: lists, search, one note with everything around it, and the day."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from peerdesk.domain.encounter import Encounter, EncounterDraft
from peerdesk.domain.follow_up import FollowUp, current
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.merge import Candidate, Head, state_name
from peerdesk.domain.note_details import NoteDetails
from peerdesk.domain.note_time import Spent
from peerdesk.domain.supervision import Acknowledgement, Comment
from peerdesk.vault.revisions import Version
from peerdesk.vault.shelves.drafts import KeptDraft
from peerdesk.vault.shelves.encounter_rows import EncounterRow, Found
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.copies import ShareState, copies_for, share_states
from peerdesk.work.follow_up_list import ListedFollowUp, listed
from peerdesk.work.handing_over import Given, handed_on
from peerdesk.work.note_details import details_of
from peerdesk.work.two_versions import Dispute, disputes_of

PAGE: Final = 60
FOUND: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterDetail:
    """One note with everything around it. `conflicts` holds the fields with more than one value.

    `disputes` says the same for the person, with the computers, the note's follow-ups among them. `handed` says with
    which other peer its follow-up is, and `spent` from when to when it was, where its peer said so.
    """

    encounter: Encounter
    details: NoteDetails
    spent: Spent | None
    handle: str
    follow_up: FollowUp | None
    shares: tuple[ShareState, ...]
    comments: tuple[Comment, ...]
    acknowledgements: tuple[Acknowledgement, ...]
    versions: tuple[Version, ...]
    heads: tuple[Head, ...]
    conflicts: dict[str, tuple[Candidate, ...]]
    disputes: tuple[Dispute, ...]
    waiting: bool
    hidden: bool
    names: dict[PersonId, str]
    handed: Given | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What a peer sees first: what is due, what was kept today, and what was begun."""

    follow_ups: tuple[ListedFollowUp, ...]
    rows: tuple[EncounterRow, ...]
    drafts: tuple[KeptDraft, ...]


def encounter_page(
    vault: Vault, wanted: Wanted | None = None, *, limit: int = PAGE, before: str = ""
) -> tuple[EncounterRow, ...]:
    """Return notes for a list, newest day first. `before` is the `cursor` of the last row of the page before."""
    with vault.read() as tx:
        return tx.encounters.page(limit=limit, before=before, wanted=wanted)


def search(vault: Vault, query: str, limit: int = FOUND, wanted: Wanted | None = None) -> tuple[Found, ...]:
    """Return the notes that hold every word begun in `query`, newest first. No query is a mistake."""
    with vault.read() as tx:
        return tx.encounters.search(query, limit, wanted)


def resolve(vault: Vault, prefix: str) -> RecordId:
    """Return the only note whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.encounters.resolve(prefix)


def standing(vault: Vault, record: RecordId) -> bytes:
    """Return the name of the state a note is in now (`domain.merge.state_name`). Raises NotFoundError."""
    with vault.read() as tx:
        return state_name(record, tx.histories.heads(record))


def encounter_detail(vault: Vault, record: RecordId) -> EncounterDetail:
    """Return one note with everything around it, deleted or not. Raises NotFoundError."""
    with vault.read() as tx:
        row = tx.encounters.row(record)
        shares = share_states(tx, record)
        copies = [
            (copy, pair_space(tx.person, share.person))
            for share in shares
            for copy in copies_for(tx, record, share.person)
        ]
        planned = current(tx.follow_ups.of(record))
        encounter = tx.encounters.get(record)
        return EncounterDetail(
            encounter=encounter,
            details=details_of(tx, encounter),
            spent=tx.encounters.times.of(record).spent,
            handle=row.handle,
            follow_up=planned,
            handed=handed_on(tx, planned.id if planned else None),
            shares=shares,
            comments=tuple(said for one in copies for said in tx.comments.about(*one)),
            acknowledgements=tuple(said for one in copies for said in tx.acknowledgements.about(*one)),
            versions=tx.histories.versions(record),
            heads=tx.histories.heads(record),
            conflicts=tx.histories.conflicts(record),
            disputes=disputes_of(tx, record),
            waiting=row.waiting,
            hidden=row.hidden,
            names=tx.identity.names(),
        )


def drafts(vault: Vault) -> tuple[KeptDraft, ...]:
    """Return what was begun and not kept, newest first."""
    with vault.read() as tx:
        return tx.drafts.all()


def day(vault: Vault, today: date) -> Today:
    """Return the peer's day: follow-ups due until `today`, notes of today, drafts."""
    text = today.isoformat()
    with vault.read() as tx:
        return Today(
            follow_ups=listed(tx, today),
            rows=tx.encounters.page(limit=PAGE, wanted=Wanted(since=text, until=text)),
            drafts=tx.drafts.all(),
        )


def draft_of(tx: Transaction, record: RecordId) -> EncounterDraft:
    """Return a note as a form shows it. Raises NotFoundError."""
    encounter = tx.encounters.get(record)
    follow_up = current(tx.follow_ups.of(record))
    details = details_of(tx, encounter)
    return EncounterDraft(
        setting=encounter.setting.value,
        outcome=encounter.outcome.value,
        support=tuple(code.value for code in encounter.support),
        handle=tx.encounters.row(record).handle,
        happened_on=encounter.happened_on.isoformat(),
        mode=encounter.mode.value,
        length=encounter.length.value if encounter.length else "",
        mattered=tuple(code.value for code in encounter.mattered),
        next={step.value: state.value for step, state in encounter.next.items()},
        supplies={item.value: count for item, count in encounter.supplies.items()},
        words=encounter.words,
        memory=encounter.memory,
        language=encounter.language.value if encounter.language else "",
        interpreter=encounter.interpreter.value if encounter.interpreter else "",
        written_with=encounter.written_with.value if encounter.written_with else "",
        count=encounter.count,
        bring_to_supervision=encounter.bring_to_supervision,
        prompt=encounter.prompt,
        follow_up=follow_up.due.isoformat() if follow_up and follow_up.is_open else "",
        people=details.people,
        unit=details.unit,
    )
