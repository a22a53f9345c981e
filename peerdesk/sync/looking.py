"""One question at the beginning of a round: what has moved. Its answers then take the place of the usual questions.

Whoever follows the directory or a log asks and judges as ever; where the answer has come already, nothing travels.
"""

from collections.abc import Iterable, Sequence

from peerdesk.domain.ids import SpaceId
from peerdesk.sync.transport import Reply, Through, Transport
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.exchange import DirectoryReply, DirectoryRequest, PullReply, PullRequest
from peerdesk.wire.limits import MAX_PAGE_REVISIONS, MAX_WAKE_SPACES
from peerdesk.wire.look import LookReply, LookRequest, Moved, Standing


class Ahead(Through):
    """A connection over which some answers have come before their questions. Each is given once.

    `at_rest` are the spaces whose log ends where this computer is, `whole` those whose next page is the last.
    """

    def __init__(
        self, line: Transport, head: tuple[int, bytes], asked: Iterable[PullRequest], reply: LookReply
    ) -> None:
        super().__init__(line)
        moved = {one.space: one for one in reply.moved}
        # Whoever was shown more than is here is at no end, whatever the server leaves out.
        at_rest = [one for one in asked if one.space not in moved and one.after == one.witness.seq]
        self.at_rest = frozenset(SpaceId(one.space) for one in at_rest)
        self.whole = self.at_rest | {SpaceId(space) for space, one in moved.items() if _is_last(one)}
        self._answers: dict[Message, Message | None] = {one: _nothing_new(one) for one in at_rest}
        self._answers.update((one, moved[one.space].page) for one in asked if one.space in moved)
        self._answers[DirectoryRequest(after=head[0])] = reply.directory or _same(head)

    def ask(self, endpoint: str, question: Message | None, shape: type[Reply]) -> Reply:
        answer = self._answers.pop(question, None) if question is not None else None
        return answer if isinstance(answer, shape) else super().ask(endpoint, question, shape)


def look(line: Transport, head: tuple[int, bytes], pulls: Sequence[PullRequest]) -> Ahead:
    """Ask what has moved beyond the directory's `head`, and what these pulls would bring.

    Raises OfflineError or a ServerError.
    """
    asked = pulls[:MAX_WAKE_SPACES]
    question = LookRequest(
        directory_n=head[0],
        directory_hash=head[1],
        spaces=tuple(Standing(space=one.space, witness=one.witness, after=one.after) for one in asked),
        limit=min((one.limit for one in asked), default=MAX_PAGE_REVISIONS),
    )
    return Ahead(line, head, asked, line.ask(endpoints.LOOK, question, LookReply))


def _nothing_new(one: PullRequest) -> PullReply:
    return PullReply(after=one.after, revisions=(), page_end=one.witness, head=one.witness)


def _is_last(one: Moved) -> bool:
    return one.page is not None and one.page.page_end == one.page.head


def _same(head: tuple[int, bytes]) -> DirectoryReply:
    return DirectoryReply(entries=(), head_n=head[0], head_hash=head[1])
