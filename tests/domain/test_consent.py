"""What a permission is enough for, and that taking it back always holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.consent import (
    NO_RECORD,
    Consent,
    ConsentDraft,
    Element,
    Withdrawal,
    begin_consent,
    contact_withdrawn,
    permits_contact,
    permits_disclosure,
    sharing_withdrawn,
)
from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    FormStatement,
    RevokedHow,
    SignedHow,
)
from peerdesk.domain.errors import BadValueError, InputRefusedError, UnknownCodeError
from peerdesk.domain.ids import RecordId

TODAY = date(2026, 11, 21)
WHO, THIS, W = RecordId(b"i" * 16), RecordId(b"c" * 16), RecordId(b"w" * 16)
WHOLE = Consent(
    id=THIS,
    individual=WHO,
    kind=ConsentKind.RELEASE,
    starts=TODAY,
    recipients=("Dr. Kim, 4 West",),
    scope=tuple(ConsentScope),
    purpose=ConsentPurpose.CARE,
    discloser="Peer program",
    expires=TODAY + timedelta(days=90),
    signed_how=SignedHow.PAPER,
    signed_on=TODAY,
    statements=tuple(FormStatement),
)


def days() -> st.SearchStrategy[date]:
    return st.dates(TODAY - timedelta(days=200), TODAY + timedelta(days=200))


def consents() -> st.SearchStrategy[Consent]:
    return st.builds(
        Consent,
        id=st.just(THIS),
        individual=st.just(WHO),
        kind=st.sampled_from(ConsentKind),
        starts=days(),
        recipients=st.sampled_from([(), ("Dr. Kim, 4 West",), ("Shelter", "Dr. Kim, 4 West")]),
        scope=st.lists(st.sampled_from(ConsentScope), unique=True).map(tuple),
        purpose=st.none() | st.sampled_from(ConsentPurpose),
        discloser=st.sampled_from(["", "Peer program"]),
        expires=st.none() | days(),
        until=st.none() | st.sampled_from(ConsentUntil),
        signed_how=st.none() | st.sampled_from(SignedHow),
        signed_on=st.none() | days(),
        statements=st.lists(st.sampled_from(FormStatement), unique=True).map(tuple),
        revoked_on=st.none() | days(),
    )


@given(consents(), st.sampled_from(["Dr. Kim, 4 West", "Shelter", "somebody else"]), days())
def test_a_spoken_yes_never_lets_anything_out_of_the_program(consent: Consent, recipient: str, today: date) -> None:
    spoken = replace(consent, kind=ConsentKind.VERBAL)
    assert not permits_disclosure(spoken, recipient, (), today)


@given(consents(), st.sampled_from(["Dr. Kim, 4 West", "Shelter", "somebody else"]), days())
def test_what_leaves_has_a_release_that_is_whole_holds_today_names_the_recipient_and_covers_it(
    consent: Consent, recipient: str, today: date
) -> None:
    told = consent.scope[:1]
    if permits_disclosure(consent, recipient, told, today):
        assert consent.kind is ConsentKind.RELEASE
        assert not consent.missing()
        assert consent.starts <= today
        assert consent.expires is None or today <= consent.expires
        assert consent.revoked_on is None
        assert recipient in consent.recipients
    uncovered = [part for part in ConsentScope if part not in consent.scope]
    assert not any(permits_disclosure(consent, recipient, (part,), today) for part in uncovered)


@given(consents(), days(), days())
def test_after_it_was_taken_back_a_permission_is_enough_for_nothing(consent: Consent, on: date, today: date) -> None:
    ended = consent.revoked(on, RevokedHow.SAID)
    assert not permits_contact(ended, today)
    assert not permits_disclosure(ended, "Dr. Kim, 4 West", (), today)
    assert ended.revoked(on + timedelta(days=9), RevokedHow.WRITTEN) == ended


def test_a_whole_release_lets_out_what_it_says_to_whom_it_says() -> None:
    assert WHOLE.missing() == ()
    assert permits_disclosure(WHOLE, " dr. kim, 4 west", (ConsentScope.AGREED,), TODAY)
    assert not permits_disclosure(WHOLE, "Dr. Kim", (ConsentScope.AGREED,), TODAY)
    assert not permits_disclosure(WHOLE, "Dr. Kim, 4 West", (), TODAY + timedelta(days=91))
    assert not permits_disclosure(WHOLE, "Dr. Kim, 4 West", (), TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("without", "part"),
    [
        ({"discloser": ""}, Element.DISCLOSER),
        ({"scope": ()}, Element.SCOPE),
        ({"recipients": ()}, Element.RECIPIENTS),
        ({"purpose": None}, Element.PURPOSE),
        ({"expires": None}, Element.EXPIRY),
        ({"signed_how": None}, Element.SIGNATURE),
        ({"signed_on": None}, Element.SIGNED_ON),
        ({"statements": tuple(set(FormStatement) - {FormStatement.NAME})}, Element.NAME),
        ({"statements": tuple(set(FormStatement) - {FormStatement.REVOCABLE})}, Element.REVOCABLE),
        ({"statements": tuple(set(FormStatement) - {FormStatement.REDISCLOSED})}, Element.REDISCLOSURE),
        ({"statements": tuple(set(FormStatement) - {FormStatement.DECLINING})}, Element.DECLINING),
    ],
)
def test_each_part_of_the_rule_is_missed_by_its_name(without: dict[str, object], part: Element) -> None:
    less = replace(WHOLE, **without)  # type: ignore[arg-type]
    lacks = {part, Element.REDISCLOSURE, Element.DECLINING} & set(less.missing())
    assert part in lacks if part is not Element.PURPOSE else less.missing() == (Element.PURPOSE,)
    assert not permits_disclosure(less, "Dr. Kim, 4 West", (), TODAY)


def test_only_for_their_own_care_may_a_release_have_no_end() -> None:
    endless = replace(WHOLE, expires=None, until=ConsentUntil.NONE)
    assert endless.missing() == ()
    assert Element.EXPIRY in replace(endless, purpose=ConsentPurpose.SERVICES).missing()


def test_a_wish_for_no_record_is_kept_by_keeping_nothing() -> None:
    with pytest.raises(BadValueError):
        begin_consent(ConsentDraft(kind=NO_RECORD), record=THIS, individual=WHO, today=TODAY)
    assert NO_RECORD not in set(ConsentKind)


def test_a_form_is_checked_field_by_field() -> None:
    draft = ConsentDraft(kind="written_release", recipients=(" Dr. Kim ", "Dr. Kim"), scope=("agreed",))
    kept = begin_consent(draft, record=THIS, individual=WHO, today=TODAY)
    assert kept.recipients == ("Dr. Kim",)
    assert kept.starts == TODAY
    with pytest.raises(UnknownCodeError):
        begin_consent(replace(draft, scope=("everything",)), record=THIS, individual=WHO, today=TODAY)
    for wrong in ({"recipients": ("",)}, {"recipients": tuple(map(str, range(11)))}, {"expires": "soon"}):
        with pytest.raises(InputRefusedError):
            begin_consent(replace(draft, **wrong), record=THIS, individual=WHO, today=TODAY)


def test_only_a_release_that_names_the_withdrawal_lets_notes_be_shared_again() -> None:
    withdrawn = Withdrawal(id=W, individual=WHO, said_on=TODAY, how=RevokedHow.SAID, do_not_contact=True)
    spoken = replace(WHOLE, kind=ConsentKind.VERBAL, after=(W,))
    assert sharing_withdrawn([withdrawn], [WHOLE, spoken])
    assert not sharing_withdrawn([withdrawn], [replace(WHOLE, after=(W,))])
    assert sharing_withdrawn([withdrawn], [replace(WHOLE, after=(W,), signed_on=None)])
    assert contact_withdrawn([withdrawn], [WHOLE])
    assert not contact_withdrawn([withdrawn], [spoken])
    assert not contact_withdrawn([replace(withdrawn, do_not_contact=False)], [])


@given(st.lists(st.integers(0, 5), unique=True), st.lists(st.lists(st.integers(0, 5)), max_size=4))
def test_a_withdrawal_that_no_release_names_holds_whatever_else_was_signed(
    said: list[int], named: list[list[int]]
) -> None:
    withdrawn = [
        Withdrawal(id=RecordId(bytes([n]) * 16), individual=WHO, said_on=TODAY, how=RevokedHow.SAID) for n in said
    ]
    signed = [replace(WHOLE, after=tuple(RecordId(bytes([n]) * 16) for n in after)) for after in named]
    taken_back = [one.revoked(TODAY, RevokedHow.SAID) for one in signed]
    assert sharing_withdrawn(withdrawn, taken_back) == bool(said)
    unnamed = set(said) - {n for after in named for n in after}
    assert sharing_withdrawn(withdrawn, signed) == bool(unnamed)
