"""Permissions on the shelf: whoever they are of, and whatever several computers of a peer said about one at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.consent import Consent, Withdrawal
from peerdesk.domain.consent_vocabulary import ConsentKind, FormStatement, LedgerAct, RevokedHow
from peerdesk.domain.ids import RecordId
from peerdesk.domain.individual import Individual
from peerdesk.domain.ledger import LedgerEntry
from peerdesk.domain.merge import Head, Stamp, arrived, edited, sealed
from peerdesk.vault.consent_values import consent_of, plain_consent
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import shown
from peerdesk.vault.vault import Vault
from tests.support.vaults import new_id

DAY = date(2026, 11, 21)
WHO = RecordId(b"i" * 16)
FORM = Consent(id=RecordId(b"c" * 16), individual=WHO, kind=ConsentKind.RELEASE, starts=DAY, recipients=("Dr. Kim",))


def a_consent(individual: RecordId, **said: object) -> Consent:
    return replace(FORM, id=new_id(), individual=individual, **said)  # type: ignore[arg-type]


def a_withdrawal(individual: RecordId, *, do_not_contact: bool = False) -> Withdrawal:
    return Withdrawal(
        id=new_id(), individual=individual, said_on=DAY, how=RevokedHow.SAID, do_not_contact=do_not_contact
    )


def test_what_was_kept_is_read_as_it_was_said(vault: Vault) -> None:
    who = RecordId(b"1" * 16)
    kept = a_consent(who, statements=tuple(FormStatement), after=(RecordId(b"w" * 16),), copy_given=True)
    withdrawn = a_withdrawal(who, do_not_contact=True)
    told = LedgerEntry(
        id=new_id(), act=LedgerAct.FILED, done_on=DAY, recipient="Dr. Kim", what=("agreed",), individual=who
    )
    with vault.write() as tx:
        tx.consents.put(kept)
        tx.consents.withdraw(withdrawn)
        tx.ledger.add(told)
    with vault.read() as tx:
        assert tx.consents.of(who) == (kept,)
        assert tx.consents.withdrawals(who) == (withdrawn,)
        assert tx.ledger.about(frozenset({who})) == (told,) == tx.ledger.all()
        assert tx.consents.resolve(kept.id.hex()[:12]) == kept.id


def test_two_records_of_one_handle_are_one_individual_who_withdrew(vault: Vault) -> None:
    """Two computers that were apart each made one; the wish is the same person's."""
    one, other, else_where = new_id(), new_id(), new_id()
    with vault.write() as tx:
        tx.individuals.put(Individual(id=one, handle="Red Maple 4"))
        tx.individuals.put(Individual(id=other, handle="red maple 4"))
        tx.individuals.put(Individual(id=else_where, handle="Blue Heron 27"))
        assert not tx.consents.sharing_is_withdrawn(one)
        tx.consents.withdraw(a_withdrawal(one, do_not_contact=True))
    with vault.read() as tx:
        assert tx.consents.sharing_is_withdrawn(other)
        assert tx.consents.contact_is_withdrawn(other)
        assert not tx.consents.sharing_is_withdrawn(else_where)
        assert not tx.consents.sharing_is_withdrawn(None)


class Computer:
    """One of a peer's computers: what it knows of one permission, and what it says about it."""

    def __init__(self, number: int) -> None:
        self.device = bytes([number]) * 16
        self.n = 0
        self.known: dict[bytes, Head] = {}

    @property
    def heads(self) -> tuple[Head, ...]:
        found: tuple[Head, ...] = ()
        for revision, head in self.known.items():
            named = any(revision in other.parents for other in self.known.values())
            found = arrived(found, head, superseded=named)
        return found

    def reads(self) -> Consent:
        return consent_of(FORM.id, shown(RecordKind.CONSENT, self.heads))

    def says(self, changes: dict[str, object]) -> None:
        self.n += 1
        revision = self.device + bytes([self.n]) * 16
        self.known[revision] = sealed(edited(self.heads, changes), revision, Stamp(self.device, b"r" * 8, self.n))

    def hears(self, heads: Iterable[tuple[bytes, Head]]) -> None:
        self.known.update(heads)


EDITS = st.one_of(
    st.fixed_dictionaries({"copy_given": st.booleans()}),
    st.fixed_dictionaries({"expires": st.dates(DAY, date(2027, 11, 21)).map(date.isoformat)}),
    st.fixed_dictionaries({"discloser": st.sampled_from(["Peer program", "Harbor Point", ""])}),
)
STEPS = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 2), EDITS),
    st.tuples(st.just("revoke"), st.integers(0, 2), st.dates(DAY, date(2027, 2, 1))),
    st.tuples(st.just("hear"), st.integers(0, 2), st.integers(0, 2)),
)


@given(st.lists(STEPS, max_size=14), st.permutations([0, 1, 2]))
def test_taking_back_wins_over_every_edit_in_whatever_order_three_computers_hear_of_it(
    steps: list[tuple[str, int, object]], order: list[int]
) -> None:
    said = {
        name: value
        for name, value in plain_consent(FORM).items()
        if value != KINDS[RecordKind.CONSENT].defaults()[name]
    }
    computers = [Computer(number) for number in (1, 2, 3)]
    computers[0].says(dict(said))
    for other in computers[1:]:
        other.hears(computers[0].known.items())
    days: list[date] = []
    for act, at, what in steps:
        if act == "edit" and isinstance(what, dict):
            computers[at].says(what)
        elif act == "hear" and isinstance(what, int):
            computers[at].hears(tuple(computers[what].known.items()))
        elif isinstance(what, date) and not computers[at].reads().is_revoked:
            computers[at].says({"revoked_on": what.isoformat(), "revoked_how": "said"})
            days.append(what)
        if days and act == "revoke":
            assert computers[at].reads().is_revoked
    last = Computer(9)
    for number in order:
        last.hears(computers[number].known.items())
    assert last.reads().is_revoked == bool(days)
    assert last.reads().revoked_on == (min(days) if days else None)
