"""What has to hold once everybody has come to rest: the invariants, by their numbers."""

from collections.abc import Iterator

from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.notices import NoticeKind
from peerdesk.sync.reasons import Reason
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import Kind, is_blanked, parse_header, parse_revision
from peerdesk.work.encounters import encounter_detail
from peerdesk.work.notices import notices
from peerdesk.work.sharing import preview
from peerdesk.work.supervision import review_queue
from tests.schedules.looking import erased_by, is_here, overtaken, rows, shown
from tests.schedules.play import Play
from tests.schedules.said import FIELDS, words_in
from tests.schedules.town import SUPERVISOR, Computer

_LOG = "SELECT revision FROM log WHERE space = (SELECT number FROM space WHERE id = ?) ORDER BY seq"
_PLACES = "SELECT revision FROM revision WHERE space = ? AND seq > 0 ORDER BY seq"
_ERASED = "SELECT DISTINCT owner, record FROM log WHERE kind = ?"
_FRAMES = "SELECT frame FROM log WHERE owner = ? AND record = ? AND kind = ?"
_KEPT_FRAMES = "SELECT frame FROM revision WHERE owner = ? AND record = ? AND kind = ?"
_HELD_FRAMES = "SELECT frame FROM log WHERE kind != ?"
# What came from a revoked computer through a server that had forgotten it stays apart.
_WAITING = "SELECT state, reason FROM revision WHERE state IN ('attempted', 'quarantined') AND reason NOT IN (?, ?)"
_OF_REMOVED = "SELECT record FROM revision WHERE state = 'quarantined' AND reason = ?"
_SEARCH = "SELECT count(*) FROM encounter_search WHERE encounter_search MATCH ?"


def check(play: Play) -> None:
    """Hold everything against the reference model and against each other. Raises AssertionError with the number."""
    found = list(faults(play))
    assert not found, "; ".join(found)


def faults(play: Play) -> Iterator[str]:
    """Yield what is wrong, each with its invariant."""
    yield from _everybody_has_the_servers_set(play)
    if not play.town.peers:
        # The last one was shut out with the one that had vouched for it: its person has to be invited again.
        return
    _forget_what_was_said_in_one_place_only(play)
    yield from _everybody_sees_the_same(play)
    yield from _words_stand(play)
    yield from _erased_is_gone(play)
    yield from _the_supervisor_sees_what_is_shared(play)
    yield from _counters_are_used_once(play)
    yield from _no_false_alarm(play)
    yield from _nothing_of_a_removed_computer_is_gone(play)


def _everybody_has_the_servers_set(play: Play) -> Iterator[str]:
    store = play.town.store
    for computer in play.town.computers.values():
        for (space,) in rows(computer.open, "SELECT space FROM space"):
            here, there = rows(computer.open, _PLACES, space), store.rows(_LOG, space)
            if here != there:
                yield f"I2: {computer.name} has {len(here)} of {len(there)}, or in another order"
        # Whoever came back with all keys new opens nothing of before.
        sealed_before = Reason.NO_KEY.value if play.fate.officer.has_come_back else ""
        waiting = rows(computer.open, _WAITING, Reason.REVOKED_DEVICE.value, sealed_before)
        if waiting:
            yield f"I3: {computer.name} still has {waiting}"


def _forget_what_was_said_in_one_place_only(play: Play) -> None:
    """A yes that was lost with the computer on which it was said was not said: the words are apart, and asked about."""
    gone = play.watch.vaults_went_back | play.town.outcasts.keys()
    one = play.town.peers[0].open
    asked = play.fate.decisions.words_apart(one)
    for word, at in play.said.taken.items():
        place = play.said.places.get(word)
        if at in gone and word in asked and place is not None and word not in shown(one, *place):
            play.said.apart.add(word)


def _everybody_sees_the_same(play: Play) -> Iterator[str]:
    for note in play.said.notes - play.said.heard_late:
        seen = {computer.name: _picture(computer.open, note) for computer in play.town.peers}
        if len(set(map(repr, seen.values()))) > 1:
            yield f"I4: not the same on all computers: {seen}"


def _picture(vault: Vault, note: RecordId) -> object:
    try:
        detail = encounter_detail(vault, note)
    except NotFoundError:
        return None
    heads = [head.revision for head in detail.heads]
    return (
        heads,
        detail.encounter,
        detail.conflicts,
        detail.hidden,
        [(s.is_on, s.include_memory) for s in detail.shares],
    )


def _words_stand(play: Play) -> Iterator[str]:
    one = play.town.peers[0].open
    for note in play.said.notes - play.said.erased.keys() - play.said.heard_late:
        for field in FIELDS:
            wrong = play.said.faults((note, field), shown(one, note, field))
            if wrong:
                yield f"I1/I5: {field}: {wrong}"
    stand = {
        word for row in rows(one, "SELECT memory, words FROM encounter") for text in row for word in words_in(text)
    }
    if play.said.anew - play.said.lost - stand:
        yield f"I13: kept as new notes and gone: {sorted(play.said.anew - play.said.lost - stand)}"
    said = {word for (text,) in rows(one, "SELECT text FROM comment") for word in words_in(text)}
    if play.said.comments - play.said.lost - said:
        yield f"I1: comments are gone: {sorted(play.said.comments - play.said.lost - said)}"


def _erased_is_gone(play: Play) -> Iterator[str]:
    store, data = play.town.store, int(Kind.DATA)
    # An erase that a server took from a revoked computer, once it had forgotten the revocation, counts nowhere.
    revoked = [one.open.device for one in play.town.outcasts.values()] if play.watch.server_went_back else []
    uncounted = frozenset[RecordId]().union(*(erased_by(store, device) for device in revoked))
    for owner, record in store.rows(_ERASED, int(Kind.ERASE)):
        if record in uncounted:
            continue
        stores = {"the server": store.rows(_FRAMES, owner, record, data)}
        for computer in play.town.computers.values():
            stores[computer.name] = rows(computer.open, _KEPT_FRAMES, owner, record, data)
        for name, frames in stores.items():
            if not all(is_blanked(parse_revision(frame)) for (frame,) in frames):
                yield f"I20/I30: an erased record still has text on {name}"
    waiting = frozenset().union(play.said.anew, *(overtaken(one.open) for one in play.town.computers.values()))
    for note in play.said.erased:
        here = [computer for computer in play.town.peers if is_here(computer.open, note)]
        if here and not play.watch.vaults_went_back and note not in play.said.copied_unsent:
            yield f"I20: an erased note is still on {[one.name for one in here]}"
        if not here:
            yield from _after_an_erase(play, note, waiting)


def _after_an_erase(play: Play, note: RecordId, waiting: frozenset[str]) -> Iterator[str]:
    # An erase takes the text of what was set apart, too: a yes that comes with it brings no word, and the words stay on
    # the removed computer.
    outside = frozenset().union(*map(play.fate.shut_out.of_outcast, play.town.outcasts.values()))
    unseen = play.said.unseen(note) - play.said.lost - waiting - (outside & play.said.taken.keys())
    gone = {word for word in unseen if not _is_replaced(play, word, waiting)}
    if gone:
        yield f"I20: words that no eraser had seen are nowhere: {sorted(gone)}"
    for computer in play.town.peers:
        for word, (of, _) in play.said.places.items():
            if of == note and word not in play.said.anew and rows(computer.open, _SEARCH, word)[0][0]:
                yield f"I20: {computer.name} still finds {word} by its words"


def _is_replaced(play: Play, word: str, waiting: frozenset[str]) -> bool:
    """Say whether somebody has knowingly replaced a word by one that an eraser saw, or that waits for the person."""
    todo, asked = [word], set[str]()
    while todo:
        one = todo.pop()
        if one in waiting or any(one in known for known in play.said.erased.values()):
            return True
        asked.add(one)
        todo += play.said.replaced_by.get(one, set()) - asked
    return False


def _the_supervisor_sees_what_is_shared(play: Play) -> Iterator[str]:
    one, tomas = play.town.peers[0], play.town.computers[SUPERVISOR]
    here = [note for note in play.said.notes if is_here(one.open, note)]
    given = [(copy, repr(p)) for note in here for copy, p in _given(play, one, note)]
    items = review_queue(tomas.open)
    before = play.fate.officer.left_over
    got = [(copy.id, repr(copy.projection)) for item in items if (copy := item.received.item).id not in before]
    if play.fate.decisions.is_by_officer:
        # What came too late is apart with its reader, who sees an older copy or none; of what a person left apart, the
        # copy stays.
        late = _of_removed(tomas) & {copy for copy, _ in given}
        given, got = _without(given, late), _without(got, late | _of_removed(one))
    said, seen = sorted(text for _, text in given), sorted(text for _, text in got)
    if play.watch.vaults_went_back or play.town.outcasts:
        seen = _without_orphans(one, seen)
    # A server and a vault that both went back may have lost the choice to share and kept the copy.
    if said != seen and not (play.watch.vaults_went_back and play.watch.server_went_back):
        yield f"I18/I31: shared is {said}, and the supervisor sees {seen}"


def _without(copies: list[tuple[RecordId, str]], some: set[RecordId]) -> list[tuple[RecordId, str]]:
    return [one for one in copies if one[0] not in some]


def _of_removed(computer: Computer) -> set[RecordId]:
    """Return the records of which a computer has set something apart, since a removed one wrote it."""
    return {RecordId(record) for (record,) in rows(computer.open, _OF_REMOVED, Reason.REVOKED_DEVICE.value)}


def _without_orphans(one: Computer, got: list[str]) -> list[str]:
    """Return the copies but those whose note was lost with a vault put back, or stays on a revoked computer."""
    left = list(got)
    with one.open.read() as tx:
        orphans = [repr(item.projection) for item in tx.shared_items.unplaced()]
    for orphan in orphans:
        if orphan in left:
            left.remove(orphan)
    return left


def _given(play: Play, computer: Computer, note: RecordId) -> Iterator[tuple[RecordId, object]]:
    detail = encounter_detail(computer.open, note)
    for state in detail.shares:
        # A copy that was erased is not shared, whatever the note says.
        if state.is_on and not detail.hidden and state.copy is not None:
            memory = state.include_memory
            yield state.copy, preview(computer.open, note, state.person, computer.now, include_memory=memory).projection


def _nothing_of_a_removed_computer_is_gone(play: Play) -> Iterator[str]:
    """What counts nowhere lies at least on the computer that was removed, and its person can still have it."""
    there = play.fate.shut_out.everything().union(*map(play.fate.shut_out.of_outcast, play.town.outcasts.values()))
    for word in play.said.apart - play.said.lost - play.said.erased_apart - there:
        if not play.said.is_replaced_among(word, there):
            yield f"I32: {word} was written on a removed computer, and is nowhere"


def _counters_are_used_once(play: Play) -> Iterator[str]:
    seen: set[tuple[bytes, ...]] = set()
    for (frame,) in play.town.store.rows(_HELD_FRAMES, int(Kind.VOID)):
        header = parse_header(parse_revision(frame).header)
        counter = (header.space, header.device, header.run, header.n.to_bytes(8))
        if counter in seen:
            yield "I10/I29: one counter of one run was used twice"
        seen.add(counter)


def _no_false_alarm(play: Play) -> Iterator[str]:
    watch, may = play.watch, {NoticeKind.CLOCK_OFF, NoticeKind.MASS_HIDING}
    if watch.server_went_back or watch.was_lied_to:
        # Whoever was not shown the lost part cannot tell a server that was put back from one that shows two histories.
        may |= {NoticeKind.RECONCILED, NoticeKind.RECONCILED_AGAIN, NoticeKind.TWO_HISTORIES}
        may.add(NoticeKind.HISTORIES_MET)
    if watch.is_copied or watch.vaults_went_back:
        may |= {NoticeKind.VAULT_COPIED, NoticeKind.COUNTER_GAP}
    for computer in play.town.computers.values():
        false = {one.kind.value for one in notices(computer.open)} - {kind.value for kind in may}
        if false:
            yield f"I12/I29: {computer.name} rings for nothing: {sorted(false)}"
