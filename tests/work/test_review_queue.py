"""What a supervisor finds first in a queue that ends somewhere, and what a search finds behind its end."""

import gc
import os
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from peerdesk.domain.vocabulary import AckKind
from peerdesk.work.encounters import change_encounter, encounter_page
from peerdesk.work.labels import read_labels
from peerdesk.work.resources import resource
from peerdesk.work.shared_search import SharedSearch, search_queue
from peerdesk.work.sharing import share, stop_sharing
from peerdesk.work.supervision import (
    acknowledge,
    how_many_new,
    open_item,
    review_item,
    review_queue,
)
from tests.support.hospital import clock
from tests.work.ward import NOTE, Pair

LABELS = read_labels(resource("library", "vocab.json").read_bytes())


def give(pair: Pair, handle: str, *, days_ago: int = 0, **more: Any) -> None:
    draft = replace(NOTE, handle=handle, follow_up="", **more)
    day = (clock() - timedelta(days=days_ago)).date().isoformat()
    share(pair.devon, pair.note(replace(draft, happened_on=day)), pair.reader, clock(), include_memory=True)


def handles(pair: Pair, limit: int = 200) -> list[str]:
    return [one.received.item.projection.handle for one in review_queue(pair.tomas, limit)]


def found(pair: Pair, query: str, limit: int = 200, language: str = "en") -> list[str]:
    queue = search_queue(pair.tomas, query, LABELS, language, limit)
    return [one.received.item.projection.handle for one in queue]


@pytest.fixture
def full(pair: Pair) -> Pair:
    """Three copies that were read, and the list ends behind three."""
    for number in range(3):
        give(pair, f"Read {number}", days_ago=number)
    pair.meet()
    for number in range(3):
        read_one(pair, f"Read {number}")
    return pair


def test_what_is_new_stands_before_what_was_read_however_old_its_day_is(full: Pair) -> None:
    give(full, "Old and new", days_ago=90)
    full.meet()
    assert handles(full, 3) == ["Old and new", "Read 0", "Read 1"]
    assert how_many_new(full.tomas) == 1


def test_what_was_brought_up_and_answered_gives_its_place_to_what_waits(full: Pair) -> None:
    give(full, "Answered", bring_to_supervision=True)
    give(full, "Waits", days_ago=60, bring_to_supervision=True)
    full.meet()
    (answered,) = (o for o in review_queue(full.tomas) if o.received.item.projection.handle == "Answered")
    open_item(full.tomas, answered.received.item.id, clock(), os.urandom)
    acknowledge(full.tomas, answered.received.item.id, AckKind.TALK, clock(), os.urandom)
    assert handles(full)[0] == "Waits"
    assert "Answered" in handles(full)[1:]


@pytest.mark.parametrize(
    ("query", "language"),
    [("aqui", "en"), ("ÁQUI", "en"), ("aquí lugar", "en"), ("devon", "en"), ("street", "en"), ("calle", "es")],
)
def test_a_search_finds_what_lies_behind_the_end_of_the_list(full: Pair, query: str, language: str) -> None:
    give(full, "Blue Heron 27", days_ago=300, setting="street", memory="Aquí, en el lugar de siempre.")
    full.meet()
    read_one(full, "Blue Heron 27")
    assert "Blue Heron 27" not in handles(full, 3)
    assert "Blue Heron 27" in found(full, query, 3 if query != "devon" else 200, language)


def test_a_search_for_nothing_lists_all_and_one_for_what_nobody_wrote_lists_none(full: Pair) -> None:
    assert found(full, " - ") == handles(full)
    assert found(full, "heron") == []
    assert found(full, "ead") == []


def test_a_copy_says_when_it_is_another_than_the_one_that_was_answered(pair: Pair) -> None:
    note, item = pair.shared()
    assert not review_item(pair.tomas, item).has_changed_since
    acknowledge(pair.tomas, item, AckKind.SEEN, clock(), os.urandom)
    assert not review_item(pair.tomas, item).has_changed_since
    change_encounter(pair.devon, note, {"outcome": "declined"}, clock(), os.urandom)
    pair.meet()
    assert review_item(pair.tomas, item).has_changed_since
    acknowledge(pair.tomas, item, AckKind.THANK, clock(), os.urandom)
    assert not review_item(pair.tomas, item).has_changed_since


def read_one(pair: Pair, handle: str) -> None:
    (one,) = (o for o in review_queue(pair.tomas) if o.received.item.projection.handle == handle)
    open_item(pair.tomas, one.received.item.id, clock(), os.urandom)


def test_one_search_follows_what_comes_changes_and_goes_and_keeps_no_word_of_what_was_taken_back(pair: Pair) -> None:
    search = SharedSearch(pair.tomas)

    def seen(query: str) -> list[str]:
        queue = search.find(query, LABELS, "en")
        return [one.received.item.projection.handle for one in queue]

    assert seen("canarybird") == []
    give(pair, "Blue Heron 27", memory="A canarybird sang.")
    pair.meet()
    search.changed()
    assert seen("canarybird") == ["Blue Heron 27"]
    assert _holds(search, "canarybird")
    (note,) = (one.id for one in encounter_page(pair.devon))
    change_encounter(pair.devon, note, {"memory": "Nothing sang."}, clock(), os.urandom)
    pair.meet()
    search.changed()
    assert (seen("canarybird"), seen("nothing")) == ([], ["Blue Heron 27"])
    assert not _holds(search, "canarybird")
    stop_sharing(pair.devon, note, pair.reader)
    pair.meet()
    # What went is not found, also before anybody said so.
    assert seen("nothing") == []
    search.changed()
    assert seen("") == []
    assert not _holds(search, "nothing sang")


def test_what_is_kept_on_the_list_stays_behind_its_end_until_it_is_taken_back(full: Pair) -> None:
    search = SharedSearch(full.tomas)
    (kept,) = (one.received.item.id for one in review_queue(full.tomas)[2:3])
    give(full, "New")
    full.meet()

    def seen(query: str) -> list[str]:
        queue = search.find(query, LABELS, "en", 2, keep=(kept,))
        return [one.received.item.projection.handle for one in queue]

    assert seen("") == seen("devon") == ["New", "Read 0", "Read 2"]
    for note in encounter_page(full.devon):
        if note.handle == "Read 2":
            stop_sharing(full.devon, note.id, full.reader)
    full.meet()
    assert seen("") == seen("devon") == ["New", "Read 0"]


def _holds(search: SharedSearch, words: str) -> bool:
    """Say whether these words are anywhere in what a search keeps."""
    left, known = [value for name, value in vars(search).items() if name != "_vault"], set[int]()
    while left:
        one = left.pop()
        if isinstance(one, str) and words in one:
            return True
        # A class leads to its module, and that to the whole program.
        if id(one) not in known and not isinstance(one, type):
            known.add(id(one))
            left += gc.get_referents(one)
    return False
