"""What holds at every moment, looked at after every step."""

from peerdesk.sync.result import SyncResult
from peerdesk.work.attention import Act, needs
from tests.schedules.looking import rows
from tests.schedules.town import Computer, Town

_SPACES = "SELECT space, cursor, witness_seq FROM space"
_PLACES = "SELECT seq, revision FROM revision WHERE space = ? AND seq > 0 AND seq <= ? ORDER BY seq"
_OWN = "SELECT revision FROM revision WHERE state = 'acked'"
_TURNED_DOWN = "SELECT revision FROM revision WHERE state = 'quarantined' AND seq IS NULL"
_LOG = "SELECT seq, revision FROM log WHERE space = (SELECT number FROM space WHERE id = ?) AND seq <= ? ORDER BY seq"


class Watch:
    """Watches cursors, witnesses and claims of proof. Remembers which disasters there were."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._heights: dict[tuple[str, bytes], tuple[int, int]] = {}
        self._steps_back: dict[str, int] = {}
        self.vaults_went_back: set[str] = set()
        self.server_went_back = False
        self.is_copied = False
        self.was_lied_to = False

    def went_back(self, computer: Computer) -> None:
        self.vaults_went_back.add(computer.name)
        self._steps_back.pop(computer.name, None)
        self._heights = {key: height for key, height in self._heights.items() if key[0] != computer.name}

    def look(self) -> None:
        """I10: cursor and witness never go down, except in a step back that is written into the log."""
        for name, computer in self._town.computers.items():
            logged = rows(computer.open, "SELECT count(*) FROM reconcile")[0][0]
            is_logged = logged > self._steps_back.get(name, logged)
            self._steps_back[name] = logged
            for space, cursor, witness in rows(computer.open, _SPACES):
                before = self._heights.get((name, space), (0, 0))
                fell = cursor < before[0] or witness < before[1]
                assert is_logged or not fell, f"I10: {name} fell from {before} to {cursor, witness} unlogged"
                assert cursor <= witness, f"I10: {name} has a cursor {cursor} above what it was shown, {witness}"
                self._heights[name, space] = (cursor, witness)

    def tells_what_was_turned_down(self, computer: Computer) -> None:
        """I3: whatever the server refuses for good stands on the list of the person, to be sent again."""
        refused = len(rows(computer.open, _TURNED_DOWN))
        told = sum(need.number for need in needs(computer.open) if Act.RESEND in need.acts)
        assert refused == told, f"I3: {computer.name} had {refused} turned down, and tells of {told}"

    def believes(self, computer: Computer, result: SyncResult) -> None:
        """I24: whoever says that everything is on the server is right."""
        if not result.proof:
            return
        on_server: set[bytes] = set()
        for space, cursor, _ in rows(computer.open, _SPACES):
            log = self._town.store.rows(_LOG, space, cursor)
            assert rows(computer.open, _PLACES, space, cursor) == log, f"I24: {computer.name} follows another log"
            on_server |= {revision for _, revision in log}
        own = {revision for (revision,) in rows(computer.open, _OWN)}
        assert own <= on_server, f"I24: {computer.name} says all is there, and {len(own - on_server)} are not"
        assert not rows(computer.open, _TURNED_DOWN), (
            f"I24: {computer.name} says all is there, and some was turned down"
        )
        assert not rows(computer.open, "SELECT 1 FROM intent"), f"I24: {computer.name} has more to send"
