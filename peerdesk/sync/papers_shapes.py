"""The shapes of permission papers that are shared: who has them, which stays with the peer, and what a reader sees."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.consent import MOST_RECIPIENTS, RECIPIENT_LIMIT
from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    LedgerAct,
    RevokedHow,
    SignedHow,
)
from peerdesk.domain.encounter import HANDLE_LIMIT
from peerdesk.domain.ids import ID_BYTES
from peerdesk.domain.papers import MOST_GIVEN_OUT, MOST_PERMISSIONS

_Mark = Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
_Name = Annotated[str, Meta(max_length=RECIPIENT_LIMIT)]
_Parts = Annotated[list[ConsentScope], Meta(max_length=len(ConsentScope))]


class _Permission(msgspec.Struct, forbid_unknown_fields=True):
    """One permission. What has no answer is not there."""

    mark: _Mark
    kind: ConsentKind
    recipients: Annotated[list[_Name], Meta(max_length=MOST_RECIPIENTS)] | msgspec.UnsetType = msgspec.UNSET
    scope: _Parts | msgspec.UnsetType = msgspec.UNSET
    purpose: ConsentPurpose | msgspec.UnsetType = msgspec.UNSET
    starts: date | msgspec.UnsetType = msgspec.UNSET
    expires: date | msgspec.UnsetType = msgspec.UNSET
    until: ConsentUntil | msgspec.UnsetType = msgspec.UNSET
    signed_how: SignedHow | msgspec.UnsetType = msgspec.UNSET
    copy_given: bool | msgspec.UnsetType = msgspec.UNSET
    revoked_on: date | msgspec.UnsetType = msgspec.UNSET
    revoked_how: RevokedHow | msgspec.UnsetType = msgspec.UNSET


class _GivenOut(msgspec.Struct, forbid_unknown_fields=True):
    """One line of what was given out."""

    under: _Mark
    act: LedgerAct
    done_on: date
    recipient: _Name | msgspec.UnsetType = msgspec.UNSET
    what: _Parts | msgspec.UnsetType = msgspec.UNSET


_Id = Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)]
_ReaderHex = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_Generation = Annotated[int, Meta(ge=0, le=2**31)]

PAPERS_KEPT: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.PAPERS_SHARE: {"individual": _Id, "readers": dict[_ReaderHex, _Generation]}
}
PAPERS_SHARED: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.SHARED_PAPERS: {
        "handle": Annotated[str, Meta(max_length=HANDLE_LIMIT)],
        "permissions": Annotated[list[_Permission], Meta(max_length=MOST_PERMISSIONS)],
        "given_out": Annotated[list[_GivenOut], Meta(max_length=MOST_GIVEN_OUT)],
        "has_ended": bool,
        "left_out": Annotated[int, Meta(ge=0, le=2**31)],
    }
}
