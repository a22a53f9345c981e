"""What a supervisor writes for their team: the blanks of the guides, words, and how often to meet.

Each version is the supervisor's own record, and each peer they supervise gets a copy of the newest (`team_documents`).
The version is counted by whoever writes it; no clock decides. Of what several supervisors say, a peer's desk uses that
of the one whose text the peer has looked at last, says whose it is, and shows the others beside it.
"""

from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import PersonId, Rng, record_ids
from peerdesk.domain.team_texts import TeamLine, TeamPart, TeamText, digest_of, next_text
from peerdesk.domain.text import folded
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import local_day
from peerdesk.work.team_documents import (
    GivenList,
    GivenTo,
    own_peers,
    own_supervisors,
    peers_to_give,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedText:
    """The newest text of a supervisor, and `before`, what this peer read last, if it is still there as it was.

    `is_new`: it does not say what they read. `holds`: this desk uses it.
    """

    author: PersonId
    name: str
    text: TeamText
    before: TeamText | None
    is_new: bool
    holds: bool


def publish_text(
    vault: Vault, part: TeamPart, lines: tuple[TeamLine, ...], changed: str, now: datetime, rng: Rng
) -> tuple[GivenList, Changes]:
    """Make these lines the newest version, unless they are that, and give it to each peer who lacks it.

    Raises TextTooLongError for the line of what changed, or NotAllowedError for somebody who supervises nobody, or for
    a text that is too large.
    """
    with vault.write() as tx:
        peers, versions = peers_to_give(tx, now), tx.team_texts.versions(part)
        newest, ids, changes = next(iter(versions), None), record_ids(now, rng), Changes()
        if newest is None or newest.lines != lines or _is_outranked(tx, newest, peers):
            newest, kept = next_text(_highest(tx, part, peers), part, lines, changed, local_day(now)), next(ids)
            # Behind the last number there is none. Where another text with it ranks higher, this may be kept already.
            if newest not in versions:
                tx.team_texts.keep(kept, newest)
                changes = Changes.of(RecordKind.TEXT_VERSION, kept)
        lacking = [peer for peer in peers if newest not in tx.team_texts.all_of(peer, tx.person, part=part.value)]
        given = [next(ids) for _ in lacking]
        for peer, record in zip(lacking, given, strict=True):
            tx.team_texts.give(peer, record, newest)
        had = sum(_has(tx, peer, newest) for peer in peers)
    return (
        GivenList(peers=len(peers), up_to_date=had, gave=len(given)),
        changes | Changes.of(RecordKind.TEAM_TEXT, *given) if given else changes,
    )


def restore_text(vault: Vault, version: TeamText, changed: str, now: datetime, rng: Rng) -> tuple[GivenList, Changes]:
    """Make an older version the newest again, as a new one. Its number alone would not do: two may have the same.

    Raises NotFoundError where it is not this person's, and what `publish_text` raises.
    """
    if version not in own_versions(vault, version.part):
        raise NotFoundError("version")
    return publish_text(vault, version.part, version.lines, changed, now, rng)


def own_versions(vault: Vault, part: TeamPart) -> tuple[TeamText, ...]:
    """Return what this person has written, the newest first."""
    with vault.read() as tx:
        return tx.team_texts.versions(part)


def given_text(vault: Vault, part: TeamPart, now: datetime) -> GivenList | None:
    """Return how many peers were given the newest version; None for somebody who supervises nobody."""
    with vault.read() as tx:
        peers, newest = own_peers(tx, now), next(iter(tx.team_texts.versions(part)), None)
        had = sum(newest is not None and _has(tx, peer, newest) for peer in peers)
    return GivenList(peers=len(peers), up_to_date=had) if peers else None


def given_to(vault: Vault, part: TeamPart, now: datetime) -> tuple[GivenTo, ...]:
    """Return what each peer whom this person supervises was given, by name. Nobody is told when it was read."""
    with vault.read() as tx:
        newest = next(iter(tx.team_texts.versions(part)), None)
        found = (_given_to(tx, peer, part, newest) for peer in own_peers(tx, now))
        return tuple(sorted(found, key=lambda one: (folded(one.name), one.person)))


def received_texts(vault: Vault, part: TeamPart, now: datetime) -> tuple[ReceivedText, ...]:
    """Return the newest text of each of this person's supervisors, the one that this desk uses first."""
    with vault.read() as tx:
        return received_within(tx, part, now)


def received_within(tx: Transaction, part: TeamPart, now: datetime) -> tuple[ReceivedText, ...]:
    """Return the same inside a transaction."""
    # Each note that is begun asks, and mostly there is none: then nobody looks into the directory.
    written = tx.team_texts.authors(part)
    current = own_supervisors(tx, now) if written else ()
    known = {author: tx.team_texts.received(author, part) for author in current if author in written}
    authors = [author for author, texts in known.items() if texts]
    if not authors:
        return ()
    used, seen = _used(tx, part, authors), {one: tx.settings.get(_seen(part, one)) for one in authors}
    return tuple(
        ReceivedText(
            author=author,
            name=tx.identity.name_of(author),
            text=known[author][0],
            before=next((one for one in known[author] if digest_of(one.lines) == seen[author]), None),
            is_new=digest_of(known[author][0].lines) != seen[author],
            holds=author == used,
        )
        for author in sorted(authors, key=lambda one: (one != used, one))
    )


def note_text_seen(vault: Vault, author: PersonId, read: TeamText, now: datetime) -> None:
    """Remember on this computer that somebody's text was `read` as it was shown, and use theirs from now on.

    What came meanwhile, or says something else under the same number, is still new. Raises NotAllowedError for somebody
    who has given this person none, or does not supervise them now.
    """
    with vault.write() as tx:
        if all(one.author != author for one in received_within(tx, read.part, now)):
            raise NotAllowedError("team_text")
        tx.settings.put(_seen(read.part, author), digest_of(read.lines))
        tx.settings.put(_using(read.part), author)


def lines_in_use(tx: Transaction, part: TeamPart, now: datetime) -> tuple[TeamLine, ...]:
    """Return what holds at this desk: a supervisor's own newest, or what their supervisor says for a peer."""
    if tx.role is Role.SUPERVISOR:
        return next((one.lines for one in tx.team_texts.versions(part)), ())
    return next((one.text.lines for one in received_within(tx, part, now)), ())


def _highest(tx: Transaction, part: TeamPart, peers: tuple[PersonId, ...]) -> TeamText | None:
    # What peers were given counts too: own versions may be younger than a backup that was put back.
    given = (tx.team_texts.given(peer, part) for peer in peers)
    known = (*tx.team_texts.versions(part), *(one for _, one in filter(None, given)))
    return max(known, key=lambda one: one.version, default=None)


def _is_outranked(tx: Transaction, newest: TeamText, peers: tuple[PersonId, ...]) -> bool:
    """Say whether a peer holds another text that would stand before this one if it were given again."""
    given = (tx.team_texts.given(peer, newest.part) for peer in peers)
    return any(one != newest and one.version >= newest.version for _, one in filter(None, given))


def _given_to(tx: Transaction, peer: PersonId, part: TeamPart, newest: TeamText | None) -> GivenTo:
    given, name = tx.team_texts.given(peer, part), tx.identity.name_of(peer)
    if given is None:
        return GivenTo(person=peer, name=name, version=0, is_sent=False, is_newest=newest is None)
    record, text = given
    is_sent = tx.team_texts.is_sent(peer, record)
    return GivenTo(person=peer, name=name, version=text.version, is_sent=is_sent, is_newest=text == newest)


def _has(tx: Transaction, peer: PersonId, text: TeamText) -> bool:
    given = tx.team_texts.given(peer, text.part)
    return given is not None and given[1] == text


def _used(tx: Transaction, part: TeamPart, authors: list[PersonId]) -> PersonId:
    chosen = tx.settings.get(_using(part))
    return next((one for one in authors if one == chosen), authors[0])


def _seen(part: TeamPart, author: PersonId) -> str:
    return f"team_text_read:{part}:{author.hex()}"


def _using(part: TeamPart) -> str:
    return f"team_text_used:{part}"
