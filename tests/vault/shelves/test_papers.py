"""Shared permission papers in the vault: they come back as they were kept, and two computers never widen a share."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    LedgerAct,
    RevokedHow,
    SignedHow,
)
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.merge import Stamp, edited, sealed
from peerdesk.domain.papers import GivenOut, Papers, PapersShare, PermissionShown
from peerdesk.domain.sharing import Grant
from peerdesk.sync.shape_checks import check_values
from peerdesk.vault.fields import KINDS, UnreadableFieldError
from peerdesk.vault.papers_values import papers_in, plain_papers, plain_readers, read_readers, share_of
from peerdesk.vault.records import shown

TOMAS, ANA = PersonId(b"\x01" * 16), PersonId(b"\x02" * 16)
INDIVIDUAL = RecordId(b"\x03" * 16)
MARKS = st.text("0123456789abcdef", min_size=16, max_size=16)
NAMES = st.text(max_size=80)
DAYS = st.dates(date(1970, 1, 1), date(2999, 12, 31))
SCOPES = st.lists(st.sampled_from(ConsentScope), unique=True).map(tuple)
PERMISSIONS = st.builds(
    PermissionShown,
    mark=MARKS,
    kind=st.sampled_from(ConsentKind),
    recipients=st.lists(NAMES, max_size=10).map(tuple),
    scope=SCOPES,
    purpose=st.none() | st.sampled_from(ConsentPurpose),
    starts=st.none() | DAYS,
    expires=st.none() | DAYS,
    until=st.none() | st.sampled_from(ConsentUntil),
    signed_how=st.none() | st.sampled_from(SignedHow),
    copy_given=st.booleans(),
    revoked_on=st.none() | DAYS,
    revoked_how=st.none() | st.sampled_from(RevokedHow),
)
LINES = st.builds(GivenOut, under=MARKS, act=st.sampled_from(LedgerAct), done_on=DAYS, recipient=NAMES, what=SCOPES)
PAPERS = st.builds(
    Papers,
    handle=st.text(max_size=40),
    permissions=st.lists(PERMISSIONS, max_size=5).map(tuple),
    given_out=st.lists(LINES, max_size=5).map(tuple),
    has_ended=st.booleans(),
    left_out=st.integers(0, 1000),
)
GENERATIONS = st.dictionaries(st.sampled_from((TOMAS, ANA)), st.integers(0, 3))


@given(PAPERS)
def test_papers_come_back_from_the_row_as_they_were_and_may_travel(papers: Papers) -> None:
    plain = plain_papers(papers)
    check_values(RecordKind.SHARED_PAPERS, plain)
    known = KINDS[RecordKind.SHARED_PAPERS]
    row = dict(zip((field.name for field in known.fields), known.stored(plain), strict=True))
    assert papers_in({field.name: field.from_row(row[field.name]) for field in known.fields}) == papers


@given(GENERATIONS)
def test_who_has_papers_comes_back_as_it_was(said: dict[PersonId, int]) -> None:
    readers = {person: Grant(generation=one) for person, one in said.items()}
    assert read_readers(plain_readers(readers)) == readers
    fields = {"individual": INDIVIDUAL, "readers": plain_readers(readers)}
    assert share_of(fields, 7) == PapersShare(individual=INDIVIDUAL, readers=readers, highest=7)


@given(GENERATIONS, GENERATIONS, GENERATIONS)
def test_where_two_computers_disagree_about_a_reader_the_papers_are_not_shared(
    before: dict[PersonId, int], here: dict[PersonId, int], there: dict[PersonId, int]
) -> None:
    first = sealed(
        edited((), {"individual": INDIVIDUAL, "readers": plain(before)}), b"1" * 32, Stamp(b"d" * 16, b"r" * 8, 1)
    )
    heads = tuple(
        sealed(edited((first,), {"readers": plain(said)}), revision * 32, Stamp(device * 16, b"r" * 8, 2))
        for said, revision, device in ((here, b"2", b"d"), (there, b"3", b"e"))
    )
    settled = read_readers(shown(RecordKind.PAPERS_SHARE, heads)["readers"])
    for person, grant in settled.items():
        assert not grant.is_on or here.get(person) == there.get(person) == grant.generation


@pytest.mark.parametrize("odd", [{"x": 1}, {TOMAS.hex(): -1}, {TOMAS.hex(): True}, {TOMAS.hex(): "1"}, [TOMAS.hex()]])
def test_an_odd_share_is_unreadable(odd: Any) -> None:
    with pytest.raises(UnreadableFieldError):
        read_readers(odd)


@pytest.mark.parametrize(
    "odd",
    [
        {"permissions": ["x"]},
        {"permissions": [{}]},
        {"permissions": [{"mark": 1, "kind": "written_release"}]},
        {"permissions": [{"mark": "a", "kind": "written_release", "recipients": "x"}]},
        {"permissions": [{"mark": "a", "kind": "written_release", "starts": 7}]},
        {"permissions": [{"mark": "a", "kind": "written_release", "scope": ["their_words", "gossip"]}]},
        {"given_out": [{"under": "a", "act": "summary_printed"}]},
    ],
)
def test_odd_papers_are_unreadable(odd: dict[str, Any]) -> None:
    with pytest.raises(UnreadableFieldError):
        papers_in({**plain_papers(Papers(handle="")), **odd})


def plain(said: dict[PersonId, int]) -> dict[str, Any]:
    return plain_readers({person: Grant(generation=one) for person, one in said.items()})
