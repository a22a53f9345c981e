"""Whose vault a transaction is in, and the shelves of this person's own lists."""

from functools import cached_property

from sqlalchemy import Connection

from peerdesk.domain.ids import PersonId, SpaceId
from peerdesk.domain.introduction import Introduction
from peerdesk.vault.engine import driver_of
from peerdesk.vault.shelves.identity import own_space
from peerdesk.vault.shelves.own_days import INTRODUCTIONS, Form, One, OwnDays
from peerdesk.vault.shelves.own_words import OwnWords
from peerdesk.vault.shelves.team_texts import TeamTexts


class OwnLists:
    """The shelves. Each is made when it is first asked for."""

    def __init__(self, connection: Connection, person: PersonId | None) -> None:
        self._connection = connection
        self._person = person

    @cached_property
    def person(self) -> PersonId:
        """Whose vault this is. After `identity.put` with another id, begin a new transaction."""
        if self._person is not None:
            return self._person
        return PersonId(driver_of(self._connection).execute("SELECT person FROM identity WHERE id = 1").fetchone()[0])

    @cached_property
    def own_space(self) -> SpaceId:
        """The space that only this person's devices and paper read."""
        return own_space(self.person)

    @cached_property
    def introductions(self) -> OwnDays[Introduction]:
        return OwnDays(self._connection, self.person, self.own_space, INTRODUCTIONS)

    def own_days(self, form: Form[One]) -> OwnDays[One]:
        """Return another list of the peer's own."""
        return OwnDays(self._connection, self.person, self.own_space, form)

    @cached_property
    def team_texts(self) -> TeamTexts:
        return TeamTexts(self._connection, self.person, self.own_space)

    @cached_property
    def own_words(self) -> OwnWords:
        return OwnWords(self._connection, self.person, self.own_space)
