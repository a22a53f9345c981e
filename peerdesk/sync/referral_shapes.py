"""The shapes of referrals, and of how to find somebody. They stay in the peer's own space."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import ID_BYTES
from peerdesk.domain.referral import FIND_LIMIT
from peerdesk.domain.referral_vocabulary import ReferralReason, ReferralSource, ReferralState, ResponseTime
from peerdesk.domain.vocabulary import Setting

_Id = Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)]

REFERRAL_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.REFERRAL: {
        "place": Setting,
        "source": ReferralSource,
        "reason": ReferralReason,
        "state": ReferralState,
        "response": ResponseTime,
        "follow_up": _Id,
    },
    RecordKind.WHEREABOUTS: {"about": _Id, "how_to_find": Annotated[str, Meta(min_length=1, max_length=FIND_LIMIT)]},
}

REFERRAL_MAY_BE_EMPTY: Final = frozenset({"source", "reason", "response", "follow_up"})
