"""The shapes of what an individual allowed and took back, and of what was told. They stay in the peer's own space."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.consent import MOST_RECIPIENTS, RECIPIENT_LIMIT
from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    FormStatement,
    LedgerAct,
    RevokedHow,
    SignedHow,
)
from peerdesk.domain.ids import ID_BYTES

_Id = Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)]
_Hex = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_Name = Annotated[str, Meta(max_length=RECIPIENT_LIMIT)]
_Part = Annotated[str, Meta(pattern="^[a-z_]{1,32}$")]

CONSENT_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.CONSENT: {
        "individual": _Id,
        "kind": ConsentKind,
        "starts": date,
        "recipients": Annotated[list[_Name], Meta(max_length=MOST_RECIPIENTS)],
        "scope": list[ConsentScope],
        "purpose": ConsentPurpose,
        "discloser": _Name,
        "expires": date,
        "until": ConsentUntil,
        "signed_how": SignedHow,
        "signed_on": date,
        "statements": list[FormStatement],
        "copy_given": bool,
        "revoked_on": date,
        "revoked_how": RevokedHow,
        "after": Annotated[list[_Hex], Meta(max_length=4096)],
    },
    RecordKind.WITHDRAWAL: {"individual": _Id, "said_on": date, "how": RevokedHow, "do_not_contact": bool},
    RecordKind.DISCLOSURE: {
        "act": LedgerAct,
        "done_on": date,
        "recipient": _Name,
        "what": Annotated[list[_Part], Meta(max_length=32)],
        "individual": _Id,
        "note": _Id,
        "reader": _Id,
        "consent": _Id,
    },
}

CONSENT_MAY_BE_EMPTY: Final = frozenset(
    {
        *("purpose", "expires", "until", "signed_how", "signed_on", "revoked_on", "revoked_how"),
        *("note", "reader", "consent"),
    }
)
