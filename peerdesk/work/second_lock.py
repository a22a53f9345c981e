"""Whether an enrolment needs the hospital's own log-in beside the invite, and for what exactly somebody signs in.

How they do it, in a browser, is in `peerdesk.work.signing_in`, which is only loaded where it is needed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.sync.transport import Transport
from peerdesk.wire.directory_body import PublicKeys
from peerdesk.wire.endpoints import HELLO
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import DeviceId, InviteId, device_id, invite_id
from peerdesk.wire.invite_certificate import InviteCertificate
from peerdesk.wire.login import SIGN_IN, Hello


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolling:
    """What is about to be enrolled: the ids of an invite, of a computer's keys and of its paper's."""

    invite: InviteId
    device: DeviceId
    paper: DeviceId


SignIn = Callable[[Transport, Enrolling], None]
"""Has the person sign in with the hospital, and leaves the server's word for it in the connection."""


def sign_in_where_asked(
    transport: Transport, certificate: InviteCertificate, device: PublicKeys, paper: PublicKeys, sign_in: SignIn | None
) -> None:
    """Have the person sign in where the hospital wants that beside the invite. Most do not, and nobody is asked.

    Raises ServerRefusedError where it is wanted and there is nobody to be asked, or what `sign_in` raises.
    """
    if SIGN_IN not in transport.ask(HELLO, None, Hello).capabilities:
        return
    if sign_in is None:
        raise ServerRefusedError(ProblemCode.SIGN_IN_NEEDED.value)
    enrolling = Enrolling(
        invite=invite_id(certificate.one_time_public),
        device=device_id(device.sign, device.box),
        paper=device_id(paper.sign, paper.box),
    )
    sign_in(transport, enrolling)
