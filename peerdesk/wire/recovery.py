"""Recovery by the hospital: whose own notes its recovery key may be given, who said so, and when it was used.

Three have to agree, and each signs for itself: the root with a policy that names the key, the person with one of their
computers, and the officer with an entry for every use. A person who does not answer, or says no, is left alone.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from peerdesk.wire.ids import DeviceId, OfficerId, PersonId, SpaceId, own_space, recovery_id

POLICY_ON: Final = "recovery"
POLICY_KEY: Final = "recovery_key"
BOX_PUBLIC_BYTES: Final = 1216
USE_LASTS_SECONDS: Final = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryReader:
    """The hospital's recovery key, as one more reader. `id` names exactly this public key."""

    id: DeviceId
    box_public: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A person lets one recovery key read what they keep from entry `since_n` on, until `until_n` if that was ended.

    The times are those that the person's computer claimed, in seconds since 1970.
    """

    reader: DeviceId
    since_n: int
    since: int
    until_n: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryUse:
    """An officer said, before reading, that a person's notes are opened. `at` is in seconds since 1970."""

    n: int
    person: PersonId
    officer: OfficerId
    at: int


@dataclass(slots=True, kw_only=True)
class RecoveryBook:
    """What the directory has come to say about recovery. `offered` is the key of the policy in force, if it has one."""

    offered: RecoveryReader | None = None
    agreements: dict[PersonId, tuple[Agreement, ...]] = field(default_factory=dict)
    uses: list[RecoveryUse] = field(default_factory=list)
    _owners: dict[SpaceId, PersonId] = field(default_factory=dict)

    def copied(self) -> "RecoveryBook":
        """Return one that can be written without changing this one."""
        copied = RecoveryBook(offered=self.offered, agreements=dict(self.agreements), uses=list(self.uses))
        copied._owners.update(self._owners)
        return copied

    def in_force(self, person: PersonId) -> Agreement | None:
        """Return the agreement by which the hospital reads on now: the person's last word, about the key of today."""
        last = self.agreements.get(person, (None,))[-1]
        if last is None or last.until_n is not None or self.offered is None or last.reader != self.offered.id:
            return None
        return last

    def reader_of(self, space: SpaceId) -> RecoveryReader | None:
        """Return the key that a new key of this space is given to as well. It reads own spaces and no other."""
        owner = self._owners.get(space)
        return self.offered if owner is not None and self.in_force(owner) is not None else None

    def keys_of(self, space: SpaceId) -> frozenset[DeviceId]:
        """Return every recovery key that the owner of a space ever agreed to: what was sealed then may come late."""
        owner = self._owners.get(space)
        told = self.agreements.get(owner, ()) if owner is not None else ()
        return frozenset(one.reader for one in told)

    def uses_by(self, officer: OfficerId, space: SpaceId, now: int) -> tuple[RecoveryUse, ...]:
        """Return what an officer has said of the person of this own space that does not claim to be over a day old.

        It may claim to be of tomorrow: whoever hands something out by it goes by when it was taken in, too.
        """
        owner = self._owners.get(space)
        return tuple(
            use
            for use in self.uses
            if use.person == owner and use.officer == officer and now - use.at <= USE_LASTS_SECONDS
        )

    def offer(self, reader: RecoveryReader | None, n: int, at: int) -> None:
        """Take up the key of a new policy. Another one than before, or none, ends every agreement for good."""
        if reader != self.offered:
            for person in self.agreements:
                self.end(person, n, at)
        self.offered = reader

    def agree(self, person: PersonId, agreement: Agreement) -> None:
        """Note that a person agrees."""
        self._owners[own_space(person)] = person
        self.agreements[person] = (*self.agreements.get(person, ()), agreement)

    def end(self, person: PersonId, n: int, at: int) -> bool:
        """Note that a person agrees no more. Returns whether there was anything to end."""
        told = self.agreements.get(person, ())
        if not told or told[-1].until_n is not None:
            return False
        self.agreements[person] = (*told[:-1], replace(told[-1], until_n=n, until=at))
        return True

    def uses_of(self, person: PersonId) -> tuple[RecoveryUse, ...]:
        """Return when a person's notes were opened, in order."""
        return tuple(use for use in self.uses if use.person == person)


def offered_reader(rules: Mapping[str, bool | int | str]) -> RecoveryReader | None:
    """Return the recovery key that a policy names: only where it says that recovery is on, and the key is one."""
    text = rules.get(POLICY_KEY)
    if rules.get(POLICY_ON) is not True or not isinstance(text, str):
        return None
    try:
        public = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return RecoveryReader(id=recovery_id(public), box_public=public) if len(public) == BOX_PUBLIC_BYTES else None


def key_text(box_public: bytes) -> str:
    """Return a recovery key as it stands in a policy."""
    return base64.b64encode(box_public).decode("ascii")
