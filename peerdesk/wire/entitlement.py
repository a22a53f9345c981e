"""Who may say what in the directory. Pure rules: one verified entry and the book before it.

An entry that its signer had no right to make stays in the chain, changes nothing and is listed: chains
must verify on every machine alike, and the officer should see what was tried.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from peerdesk.wire import joining, leaving, peers
from peerdesk.wire.book import Book, KnownDevice, KnownOfficer, Link
from peerdesk.wire.directory import Entry, SignerRole
from peerdesk.wire.directory_body import (
    Body,
    Confirmed,
    Device,
    EraseAfter,
    InviteCancelled,
    Joined,
    Left,
    Officer,
    OfficerRevoked,
    Organisation,
    Paper,
    Peers,
    Policy,
    Recovered,
    Recovery,
    Revoked,
    RoleChanged,
    Supervisor,
)
from peerdesk.wire.ids import DeviceId, OfficerId, PersonId, officer_id
from peerdesk.wire.recovery import Agreement, RecoveryUse, offered_reader
from peerdesk.wire.verdict import Verdict


def judge(book: Book, entry: Entry, body: Body | None) -> Verdict:
    """Write the entry into the book if its signer may say this, and return what became of it."""
    if body is None:
        return Verdict.UNKNOWN_KIND
    role, rule = _RULES[type(body)]
    if not _speaks(book, entry, role, body):
        return Verdict.UNENTITLED
    return rule(book, entry, body)


def _speaks(book: Book, entry: Entry, role: SignerRole, body: Body) -> bool:
    # A person's own devices may also revoke; everything else belongs to one role.
    signer = entry.signer
    if isinstance(body, Revoked) and signer.role is SignerRole.DEVICE:
        role = SignerRole.DEVICE
    if signer.role is not role:
        return False
    match role:
        case SignerRole.ROOT | SignerRole.NEWCOMER:
            return True
        case SignerRole.OFFICER:
            return book.officer_speaks(OfficerId(signer.id), entry.n, entry.at)
        case SignerRole.DEVICE:
            device = book.devices.get(DeviceId(signer.id))
            return device is not None and book.is_live(device)


def _organisation(_book: Book, entry: Entry, _body: Organisation) -> Verdict:
    return Verdict.COUNTED if entry.n == 1 else Verdict.REPEATED


def _policy(book: Book, entry: Entry, body: Policy) -> Verdict:
    if body.version <= book.policy_version:
        return Verdict.REPEATED
    book.policy_version, book.policy = body.version, dict(body.rules)
    book.recovery.offer(offered_reader(body.rules), entry.n, entry.at)
    return Verdict.COUNTED


def _officer(book: Book, entry: Entry, body: Officer) -> Verdict:
    officer = officer_id(body.public)
    if officer in book.officers:
        return Verdict.REPEATED
    book.officers[officer] = KnownOfficer(id=officer, public=body.public, expires=body.expires, added_n=entry.n)
    return Verdict.COUNTED


def _officer_revoked(book: Book, _entry: Entry, body: OfficerRevoked) -> Verdict:
    # Its effect lies in the past, so the chain is read again with `disowned` known from the start.
    return Verdict.COUNTED if body.officer in book.officers else Verdict.UNENTITLED


def _confirmed(book: Book, entry: Entry, body: Confirmed) -> Verdict:
    person = book.people.get(body.person)
    if person is None:
        return Verdict.UNENTITLED
    book.put_person(replace(person, confirmed_n=entry.n))
    return Verdict.COUNTED


def _supervisor(book: Book, entry: Entry, body: Supervisor) -> Verdict:
    if body.peer == body.supervisor:
        return Verdict.UNENTITLED
    book.put_link(
        Link(
            peer=body.peer,
            supervisor=body.supervisor,
            until=body.until,
            cover=body.cover,
            since_n=entry.n,
        )
    )
    return Verdict.COUNTED


def _revoked(book: Book, entry: Entry, body: Revoked) -> Verdict:
    by_device = entry.signer.role is SignerRole.DEVICE
    if body.person is not None:
        return Verdict.UNENTITLED if by_device else _revoke_person(book, entry, body.person)
    device = book.devices.get(body.device) if body.device is not None else None
    if device is None or (by_device and device.person != book.devices[DeviceId(entry.signer.id)].person):
        return Verdict.UNENTITLED
    if device.revoked_n is not None:
        return _count_more(book, body, device) if by_device else Verdict.REPEATED
    _revoke_device(book, entry, body, device)
    return Verdict.COUNTED


def _revoke_person(book: Book, entry: Entry, person: PersonId) -> Verdict:
    known = book.people.get(person)
    if known is None:
        return Verdict.UNENTITLED
    if known.revoked_n is not None:
        return Verdict.REPEATED
    for device in book.devices_of(person):
        if device.revoked_n is None:
            # All at once: with none left, no keys that waited come to count in between.
            book.put_device(replace(device, revoked_n=entry.n))
    book.put_person(replace(known, revoked_n=entry.n))
    return Verdict.COUNTED


def _revoke_device(book: Book, entry: Entry, body: Revoked, device: KnownDevice) -> None:
    # Only another computer of the same person has seen anything of it: an officer reads no space, and what somebody
    # says of themselves would let them go on.
    has_seen = entry.signer.role is SignerRole.DEVICE and entry.signer.id != device.id
    cut_offs = {(cut.space, cut.run): cut.n for cut in body.cut_offs} if has_seen else {}
    book.put_device(replace(device, revoked_n=entry.n, cut_offs=cut_offs))
    if not book.has_vouched_device(device.person):
        # With the last of the older keys gone, those of a second invite are the person's own, and vouch for the next.
        for left in book.devices_of(device.person):
            if left.revoked_n is None:
                book.put_device(replace(left, vouched=True))
        if book.has_vouched_device(device.person):
            book.put_person(replace(book.people[device.person], rekeyed_n=entry.n))


def _count_more(book: Book, body: Revoked, device: KnownDevice) -> Verdict:
    # A computer of the same person knows of more that the revoked one wrote. One entry has no room for many runs, and
    # an officer's names none. It never takes anything back.
    cut_offs = dict(device.cut_offs)
    for cut in body.cut_offs:
        cut_offs[cut.space, cut.run] = max(cut.n, cut_offs.get((cut.space, cut.run), 0))
    if cut_offs == device.cut_offs:
        return Verdict.REPEATED
    book.put_device(replace(device, cut_offs=cut_offs))
    return Verdict.COUNTED


def _invite_cancelled(book: Book, _entry: Entry, body: InviteCancelled) -> Verdict:
    if body.invite in book.redeemed or body.invite in book.cancelled:
        return Verdict.REPEATED
    book.cancelled.add(body.invite)
    return Verdict.COUNTED


def _left(book: Book, entry: Entry, body: Left) -> Verdict:
    person = book.people.get(body.person)
    if person is None:
        return Verdict.UNENTITLED
    if person.left_n is not None:
        return Verdict.REPEATED
    book.put_person(replace(person, left_n=entry.n, left_at=entry.at))
    return Verdict.COUNTED


def _role(book: Book, _entry: Entry, body: RoleChanged) -> Verdict:
    person = book.people.get(body.person)
    if person is None:
        return Verdict.UNENTITLED
    if person.role is body.role:
        return Verdict.REPEATED
    book.put_person(replace(person, role=body.role))
    return Verdict.COUNTED


def _recovery(book: Book, entry: Entry, body: Recovery) -> Verdict:
    device, recovery = book.devices[DeviceId(entry.signer.id)], book.recovery
    if device.is_paper:
        # A sheet brings its person's computers back and decides nothing; whoever found it decides nothing either.
        return Verdict.UNENTITLED
    if body.reader is None:
        return Verdict.COUNTED if recovery.end(device.person, entry.n, entry.at) else Verdict.REPEATED
    if recovery.offered is None or body.reader != recovery.offered.id:
        return Verdict.UNENTITLED
    if recovery.in_force(device.person) is not None:
        return Verdict.REPEATED
    recovery.end(device.person, entry.n, entry.at)
    recovery.agree(device.person, Agreement(reader=body.reader, since_n=entry.n, since=entry.at))
    return Verdict.COUNTED


def _recovered(book: Book, entry: Entry, body: Recovered) -> Verdict:
    if body.person not in book.recovery.agreements:
        return Verdict.UNENTITLED
    officer = OfficerId(entry.signer.id)
    book.recovery.uses.append(RecoveryUse(n=entry.n, person=body.person, officer=officer, at=entry.at))
    return Verdict.COUNTED


# The rule of a kind is only ever called with the body of that kind; a table cannot say so to the checker.
_RULES: dict[type[Body], tuple[SignerRole, Callable[[Book, Entry, Any], Verdict]]] = {
    Organisation: (SignerRole.ROOT, _organisation),
    Policy: (SignerRole.ROOT, _policy),
    Officer: (SignerRole.ROOT, _officer),
    OfficerRevoked: (SignerRole.ROOT, _officer_revoked),
    Joined: (SignerRole.NEWCOMER, joining.joined),
    Device: (SignerRole.DEVICE, joining.device),
    Paper: (SignerRole.DEVICE, joining.paper),
    Confirmed: (SignerRole.OFFICER, _confirmed),
    Supervisor: (SignerRole.OFFICER, _supervisor),
    Revoked: (SignerRole.OFFICER, _revoked),
    InviteCancelled: (SignerRole.OFFICER, _invite_cancelled),
    Left: (SignerRole.OFFICER, _left),
    Peers: (SignerRole.DEVICE, peers.peers),
    Recovery: (SignerRole.DEVICE, _recovery),
    Recovered: (SignerRole.OFFICER, _recovered),
    RoleChanged: (SignerRole.OFFICER, _role),
    EraseAfter: (SignerRole.OFFICER, leaving.erase_after),
}
