"""Who this vault belongs to, at which hospital, with which device; and the names of other people, opened."""

from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.errors import BugError
from peerdesk.domain.ids import DeviceId, PersonId, SpaceId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.wire import ids as wire_ids

_GET: Final = "SELECT * FROM identity WHERE id = 1"
_NAME: Final = "INSERT INTO person (person, name) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET name = excluded.name"
_NAMES: Final = "SELECT person, name FROM person"
_MET_BEFORE, _CHANGED = 1, 2
_MET: Final = f"UPDATE person SET met = {_MET_BEFORE} WHERE person = ?"
_UNMET: Final = f"UPDATE person SET met = {_CHANGED} WHERE person = ? AND met = {_MET_BEFORE}"
_WHO: Final = "SELECT person FROM person WHERE met = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The hospital: its pinned root (32 bytes), its name, the key of its people's names, its server and its pin."""

    root_fingerprint: bytes
    name: str
    name_key: bytes = field(repr=False)
    server: str
    pin: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The person of this vault. `device_seeds` are sealed by whoever made them; `invite` is kept until it is used.

    `paper_public` is the public half of the recovery sheet, in the form of whoever made it. Without an organisation the
    vault is the person's own and nothing of it ever leaves.
    """

    person: PersonId
    display_name: str
    role: Role | None = None
    device: DeviceId | None = None
    device_seeds: bytes = field(default=b"", repr=False)
    paper_public: bytes = b""
    supervisor: PersonId | None = None
    organisation: Organisation | None = None
    invite: bytes = field(default=b"", repr=False)


class IdentityShelf:
    """The one row that says who this is, and the names of others."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self) -> Identity:
        """Return who this vault belongs to."""
        found = driver_of(self._connection).execute(_GET)
        values = found.fetchone()
        if values is None:
            raise BugError("a vault without an identity")
        row = dict(zip((name for name, *_ in found.description), values, strict=True))
        organisation = None
        if row["root_fingerprint"]:
            organisation = Organisation(
                root_fingerprint=row["root_fingerprint"],
                name=row["organisation"],
                name_key=row["name_key"],
                server=row["server"],
                pin=row["pin"],
            )
        return Identity(
            person=PersonId(row["person"]),
            display_name=row["display_name"],
            role=Role(row["role"]) if row["role"] else None,
            device=DeviceId(row["device"]) if row["device"] else None,
            device_seeds=row["device_seeds"] or b"",
            paper_public=row["paper_public"] or b"",
            supervisor=PersonId(row["supervisor"]) if row["supervisor"] else None,
            organisation=organisation,
            invite=row["invite"] or b"",
        )

    def put(self, identity: Identity) -> None:
        """Say who this vault belongs to. With another person id, everything kept so far becomes theirs.

        That happens once, when somebody who began alone joins a hospital; never after anything was sealed.
        """
        before = self._connection.exec_driver_sql("SELECT person FROM identity WHERE id = 1").scalar()
        if before is not None and before != identity.person:
            self._become(PersonId(before), identity.person)
        row = _row(identity)
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self._connection.exec_driver_sql(
            f"INSERT OR REPLACE INTO identity (id, {names}) VALUES (1, {marks})", tuple(row.values())
        )

    def name_of(self, person: PersonId) -> str:
        """Return a person's name, empty while it is not known here."""
        return self.names().get(person, "")

    def names(self) -> dict[PersonId, str]:
        """Return the names of everybody who is known here."""
        return {PersonId(person): name for person, name in self._connection.exec_driver_sql(_NAMES)}

    def put_name(self, person: PersonId, name: str) -> None:
        """Keep the opened name of somebody else."""
        self._connection.exec_driver_sql(_NAME, (person, name))

    def met(self) -> frozenset[PersonId]:
        """Return the people whose safety words were compared."""
        return self._who(_MET_BEFORE)

    def changed_since_met(self) -> frozenset[PersonId]:
        """Return the people whose words were compared and who speak with other keys since."""
        return self._who(_CHANGED)

    def confirm(self, person: PersonId) -> None:
        """Note that somebody's safety words were compared and are the same."""
        self._connection.exec_driver_sql(_MET, (person,))

    def unmeet(self, person: PersonId) -> None:
        """Note that somebody has other keys than those whose words were compared."""
        self._connection.exec_driver_sql(_UNMET, (person,))

    def _who(self, state: int) -> frozenset[PersonId]:
        return frozenset(PersonId(person) for person in self._connection.exec_driver_sql(_WHO, (state,)).scalars())

    def _become(self, before: PersonId, now: PersonId) -> None:
        if self._connection.exec_driver_sql("SELECT 1 FROM revision LIMIT 1").first() is not None:
            raise BugError("a person id changes after something was sealed")
        old, new = own_space(before), own_space(now)
        for table in (*(kind.table.name for kind in KINDS.values()), "intent"):
            self._connection.exec_driver_sql(
                f"UPDATE {table} SET owner = ?, space = ? WHERE owner = ? AND space = ?", (now, new, before, old)
            )


@lru_cache(maxsize=8)
def own_space(person: PersonId) -> SpaceId:
    """Return the space that only this person's devices and paper read."""
    return SpaceId(wire_ids.own_space(wire_ids.PersonId(person)))


def pair_space(one: PersonId, other: PersonId) -> SpaceId:
    """Return the space of two people, the same from either side."""
    return SpaceId(wire_ids.pair_space(wire_ids.PersonId(one), wire_ids.PersonId(other)))


def _row(identity: Identity) -> dict[str, object]:
    row: dict[str, object] = {f.name: getattr(identity, f.name) for f in fields(identity) if f.name != "organisation"}
    row["role"] = identity.role.value if identity.role else ""
    hospital = identity.organisation
    row["root_fingerprint"] = hospital.root_fingerprint if hospital else None
    row["organisation"] = hospital.name if hospital else ""
    row["name_key"] = hospital.name_key if hospital else None
    row["server"] = hospital.server if hospital else ""
    row["pin"] = hospital.pin if hospital else None
    return row
