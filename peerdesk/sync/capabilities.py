"""What a server can do, by name. A server of the version before is spoken to in the words that it knows."""

from peerdesk.domain.errors import NotPeerDeskServerError, ServerRefusedError
from peerdesk.sync.transport import Transport
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.login import PRODUCT, PROTOCOL_VERSIONS, Hello


def capabilities(transport: Transport) -> frozenset[str]:
    """Return what the server says it can do; a name that this version does not know means nothing to it.

    Raises OfflineError, NotPeerDeskServerError, or ServerRefusedError when there is no version that both speak.
    """
    hello = transport.ask(endpoints.HELLO, None, Hello)
    if hello.product != PRODUCT:
        raise NotPeerDeskServerError
    if not set(hello.versions) & set(PROTOCOL_VERSIONS):
        raise ServerRefusedError(ProblemCode.UNKNOWN_VERSION.value)
    return frozenset(hello.capabilities)
