"""Rules of the directory for those who come with keys: newcomers, further computers, further papers."""

from dataclasses import replace

from peerdesk.wire.book import Book, KnownDevice, KnownPerson, Link
from peerdesk.wire.directory import Entry
from peerdesk.wire.directory_body import Device, Joined, Paper, PublicKeys
from peerdesk.wire.ids import DeviceId, PersonId, device_id, invite_id
from peerdesk.wire.invite_certificate import InviteCertificate, parse_certificate
from peerdesk.wire.limits import MAX_KEYS_PER_PERSON
from peerdesk.wire.verdict import Verdict


def joined(book: Book, entry: Entry, body: Joined) -> Verdict:
    """Redeem an invite: a person, a first computer and a paper, and the supervisor the invite names."""
    certificate = parse_certificate(body.certificate)
    verdict = _redeemable(book, entry, body, certificate)
    if verdict is not Verdict.COUNTED:
        return verdict
    if not _has_room(book, certificate.person, 2):
        return Verdict.UNENTITLED
    book.redeemed[invite_id(certificate.one_time_public)] = entry.n
    vouched = not any(d.revoked_n is None for d in book.devices_of(certificate.person))
    _put_keys(book, entry, certificate.person, body.device, vouched=vouched, label=body.sealed_label)
    _put_keys(book, entry, certificate.person, body.paper, vouched=vouched, label=None)
    book.put_person(_joined_person(book, entry, body, certificate, speaks_at_once=vouched))
    # A day that was said for one leaving says nothing of the next.
    if book.erase_after.pop(certificate.person, None) is not None:
        book.put_person(replace(book.people[certificate.person], copies_gone_n=entry.n))
    supervisor = certificate.supervisor
    if supervisor is not None and supervisor != certificate.person:
        book.put_link(Link(peer=certificate.person, supervisor=supervisor, until=None, cover=False, since_n=entry.n))
    return Verdict.COUNTED


def _redeemable(book: Book, entry: Entry, body: Joined, certificate: InviteCertificate) -> Verdict:
    invite = invite_id(certificate.one_time_public)
    # The officer's right is judged at the entry: an invite by an officer revoked since does not count.
    if not book.officer_speaks(certificate.officer, entry.n, entry.at):
        return Verdict.UNENTITLED
    if invite in book.redeemed:
        return Verdict.SECOND_REDEMPTION
    if invite in book.cancelled:
        return Verdict.INVITE_CANCELLED
    if entry.at > certificate.expires:
        return Verdict.INVITE_EXPIRED
    device, paper = _id_of(body.device), _id_of(body.paper)
    if device == paper or device in book.devices or paper in book.devices:
        return Verdict.REPEATED
    return Verdict.COUNTED


def _joined_person(
    book: Book, entry: Entry, body: Joined, certificate: InviteCertificate, *, speaks_at_once: bool
) -> KnownPerson:
    before = book.people.get(certificate.person)
    rekeyed_n = before.rekeyed_n if before is not None else None
    return KnownPerson(
        id=certificate.person,
        role=certificate.role,
        sealed_name=body.sealed_name,
        invite=invite_id(certificate.one_time_public),
        joined_n=entry.n if before is None else before.joined_n,
        first_name=b"" if before is None else before.first_name or before.sealed_name,
        rejoined_n=None if before is None else entry.n,
        rekeyed_n=entry.n if before is not None and speaks_at_once else rekeyed_n,
        copies_gone_n=before.copies_gone_n if before is not None else None,
    )


def device(book: Book, entry: Entry, body: Device) -> Verdict:
    """Add a computer of the signer's person, or vouch for one that came with a second invite."""
    known = book.devices.get(_id_of(body.keys))
    person = book.devices[DeviceId(entry.signer.id)].person
    if known is None and not _has_room(book, person, 1):
        return Verdict.UNENTITLED
    if known is None:
        _put_keys(book, entry, person, body.keys, vouched=True, label=body.sealed_label)
        return Verdict.COUNTED
    return _vouch(book, known, person)


def paper(book: Book, entry: Entry, body: Paper) -> Verdict:
    """Add a recovery sheet of the signer's person, or vouch for one that came with a second invite."""
    known = book.devices.get(_id_of(body.keys))
    person = book.devices[DeviceId(entry.signer.id)].person
    if known is None and not _has_room(book, person, 1):
        return Verdict.UNENTITLED
    if known is None:
        _put_keys(book, entry, person, body.keys, vouched=True, label=None)
        return Verdict.COUNTED
    return _vouch(book, known, person)


def _vouch(book: Book, known: KnownDevice, person: PersonId) -> Verdict:
    if known.person != person or known.vouched:
        return Verdict.REPEATED
    book.put_device(replace(known, vouched=True))
    return Verdict.COUNTED


def _has_room(book: Book, person: PersonId, more: int) -> bool:
    # An epoch has a box for every key of every reader. One person must not fill it for the other.
    return sum(d.revoked_n is None for d in book.devices_of(person)) + more <= MAX_KEYS_PER_PERSON


def _id_of(keys: PublicKeys) -> DeviceId:
    return device_id(keys.sign, keys.box)


def _put_keys(
    book: Book, entry: Entry, person: PersonId, keys: PublicKeys, *, vouched: bool, label: bytes | None
) -> None:
    """A paper is a device without a label."""
    book.put_device(
        KnownDevice(
            id=_id_of(keys),
            person=person,
            sign_public=keys.sign,
            box_public=keys.box,
            is_paper=label is None,
            vouched=vouched,
            added_n=entry.n,
            sealed_label=label or b"",
        )
    )
