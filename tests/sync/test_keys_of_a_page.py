"""Under one id the first key in the log is the one, however it comes; none that counts for nothing stands for it."""

from itertools import permutations

import pytest

from peerdesk.crypto.epoch_key import EpochKey, commitment
from peerdesk.domain.ids import DeviceId
from peerdesk.sync.opening import NewEpoch
from peerdesk.sync.reading import Keys
from peerdesk.wire.epoch import EpochObject
from peerdesk.wire.ids import DeviceId as WireDeviceId
from peerdesk.wire.ids import EpochId

EPOCH = EpochId(b"e" * 16)
TRUE, FALSE = b"t" * 32, b"f" * 32
MAKER, THIEF, SHEET = (DeviceId(letter * 16) for letter in (b"m", b"t", b"s"))


def brought(key: bytes, *, is_boxed: bool = True, readers: tuple[bytes, ...] = ()) -> NewEpoch:
    told = tuple(WireDeviceId(one) for one in readers)
    shape = EpochObject(epoch=EPOCH, commitment=commitment(key), readers=told, boxes=())
    return NewEpoch(shape, EpochKey(epoch=EPOCH, key=key) if is_boxed else None)


def empty() -> Keys:
    return Keys(lambda _: None)


def key_of(keys: Keys) -> bytes | None:
    found = keys.get(EPOCH)
    return found.key if found is not None else None


def pages(*parts: list[tuple[str, NewEpoch]]) -> Keys:
    """Return the keys of a log that was read page by page from its end, given in the order of the log."""
    found = empty()
    for part in reversed(parts):
        older = empty()
        for kind, one in part:
            if kind == "counts":
                older.add(EPOCH, one, MAKER)
            else:
                older.add_apart(EPOCH, one, THIEF)
        found.add_older(older)
    return found


FIRST = ("counts", brought(TRUE, is_boxed=False))
AGAIN = ("counts", brought(TRUE))
LIE = ("counts", brought(FALSE))
LIE_APART = ("apart", brought(FALSE))


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
@pytest.mark.parametrize("rest", list(permutations([AGAIN, LIE, LIE_APART])))
def test_a_box_that_came_later_opens_it_and_another_key_never_does(
    rest: tuple[tuple[str, NewEpoch], ...], cut: int
) -> None:
    log = [FIRST, *rest]
    assert key_of(pages(log[:cut], log[cut:])) == TRUE
    assert key_of(pages(*([one] for one in log))) == TRUE


@pytest.mark.parametrize("where", [0, 1])
def test_a_key_that_counts_is_the_one_although_another_lies_before_it(where: int) -> None:
    log = [AGAIN]
    log.insert(where, LIE_APART)
    assert key_of(pages(log)) == TRUE
    assert key_of(pages(*([one] for one in log))) == TRUE


def test_the_same_key_of_a_removed_computer_opens_it_where_there_is_no_other_box() -> None:
    assert key_of(pages([FIRST], [("apart", brought(TRUE))], [LIE_APART])) == TRUE


def test_of_those_that_a_removed_computer_made_the_first_is_the_one() -> None:
    assert key_of(pages([("apart", brought(TRUE))], [LIE_APART])) == TRUE


def test_whoever_claims_an_id_that_is_used_gives_nobody_the_key() -> None:
    kept = EpochKey(epoch=EPOCH, key=TRUE)
    keys = Keys(lambda _: kept, frozenset({EPOCH}))
    keys.add(EPOCH, brought(FALSE, readers=(SHEET,)), MAKER)
    keys.add_apart(EPOCH, brought(TRUE, readers=(SHEET,)), THIEF)
    assert (keys.new, keys.apart) == ({}, {})
    assert key_of(keys) == TRUE


def test_what_could_not_be_opened_here_is_not_opened_by_one_who_counts_no_more() -> None:
    keys = Keys(lambda _: None, frozenset({EPOCH}))
    keys.add_apart(EPOCH, brought(FALSE), THIEF)
    assert key_of(keys) is None
