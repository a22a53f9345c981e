"""A supervisor's search of all that was shared with them, letter by letter.

Most of what one letter costs is reading every text out of the vault, and putting what is found in order. Both are the
same for the next letter, so they are kept, in this process only, until somebody says that there is something new.
"""

import heapq
from collections.abc import Collection
from typing import NamedTuple

from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import Outcome, Setting
from peerdesk.vault.search import Beginnings, fold, rows_with, words_of
from peerdesk.vault.shelves.shared_items import Received
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.labels import Labels
from peerdesk.work.supervision import QUEUE, ReviewItem, listed


class _Beside(NamedTuple):
    """What can be found in a copy beside its text: whose it is, the outcome and the setting."""

    owner: PersonId
    outcome: str
    setting: str


_Texts = dict[_Beside, list[tuple[int, str]]]
"""The place of each copy in the list and what was written in it, folded; together where the same stands beside them."""


class SharedSearch:
    """One search. `find` is asked on one thread at a time, `changed` may be said on another."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._texts: _Texts = {}
        self._rows: tuple[int, ...] = ()
        self._said = 0
        self._read_at: int | None = None

    def changed(self) -> None:
        """Say that copies came, changed or went, or that some were opened or answered: nothing old is kept then.

        Until then what went is not found, and what came or changed is not found yet.
        """
        self._said += 1

    def find(
        self, query: str, labels: Labels, language: str, limit: int = QUEUE, keep: Collection[RecordId] = ()
    ) -> tuple[ReviewItem, ...]:
        """Return what was shared and holds words that begin so, in the order of the list; all of it for no words.

        Looked through are what the peer wrote, the handle, the peer's name, and the answers in the words of a language.
        What is to `keep` stands at the end where the list has no room for it any more, if it is still shared.
        """
        words = words_of(query)
        wanted = Beginnings(words)
        said = {code.value: labels.of(code, language) for codes in (Outcome, Setting) for code in codes}
        with self._vault.read() as tx:
            if self._read_at != self._said:
                # Also where nothing is looked for: what was taken back does not stay.
                self._texts, self._rows, self._read_at = {}, (), None
            if not words:
                return listed(tx, _with(tx, tx.shared_items.received(limit), keep))
            names, found = tx.identity.names(), list[int]()
            for beside, copies in self._known(tx).items():
                known = (names.get(beside.owner, ""), said.get(beside.outcome, ""), said.get(beside.setting, ""))
                # What is in nobody's name and in no answer has to be in what was written.
                missing = wanted.missing(" ".join(known))
                found += rows_with(missing, copies)
            first = [self._rows[place] for place in heapq.nsmallest(limit, found)]
            return listed(tx, _with(tx, tx.review_list.found(first, limit), keep))

    def _known(self, tx: Transaction) -> _Texts:
        if self._read_at is None:
            said, rows, texts = self._said, tx.review_list.order(), _Texts()
            places = {row: place for place, row in enumerate(rows)}
            for row, owner, outcome, setting, text in tx.review_list.texts():
                texts.setdefault(_Beside(owner, outcome, setting), []).append((places[row], fold(text)))
            # All of it or none: what could only be read in part would hide the rest until something changes.
            self._texts, self._rows, self._read_at = texts, rows, said
        return self._texts


def _with(tx: Transaction, found: tuple[Received, ...], keep: Collection[RecordId]) -> tuple[Received, ...]:
    here = {one.item.id for one in found}
    return (*found, *tx.review_list.still(record for record in keep if record not in here))


def search_queue(vault: Vault, query: str, labels: Labels, language: str, limit: int = QUEUE) -> tuple[ReviewItem, ...]:
    """Return the same for one question."""
    return SharedSearch(vault).find(query, labels, language, limit)
