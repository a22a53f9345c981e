"""What a computer that is off the list may still do: hand in what it had not sent, for its person to look at.

It lies in the log of the person's own space like anything else, beyond the cut-off of its writer: so everybody sets it
apart, and it counts nowhere until another computer of the same person says that it does.
"""

from typing import Annotated

from msgspec import Meta

from peerdesk.wire.codec import Message
from peerdesk.wire.exchange import Frame, Refusal
from peerdesk.wire.limits import MAX_PUSH_REVISIONS
from peerdesk.wire.revision import Kind

HANDED_IN = frozenset({Kind.DATA, Kind.EPOCH})
"""What may be handed in: words, and the keys to them. No erase: it would take text away before anybody had agreed."""


class HandInRequest(Message, frozen=True):
    """`revisions` are whole encoded revisions of the caller's own, for the own space of its person."""

    revisions: Annotated[tuple[Frame, ...], Meta(min_length=1, max_length=MAX_PUSH_REVISIONS)]


class HandInReply(Message, frozen=True):
    """One for each, in the order of the request: empty where it is kept, durably, or was there before.

    Nothing else is told: what goes on in the space is no business of the caller's any more.
    """

    refusals: Annotated[tuple[Refusal, ...], Meta(max_length=MAX_PUSH_REVISIONS)]
