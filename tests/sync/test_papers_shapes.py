"""What a copy of permission papers has a place for, name by name: the list is the promise, and is never longer."""

import msgspec

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.papers import GivenOut, Papers, PermissionShown
from peerdesk.sync import papers_shapes
from peerdesk.sync.shapes import ALLOWED, IN_OWN_SPACE, IN_PEERS_SPACE, IN_SUPERVISION
from tests.house.test_never_list import forbidden

COPY = {"handle", "permissions", "given_out", "has_ended", "left_out"}
PERMISSION = {
    *("mark", "kind", "recipients", "scope", "purpose", "starts", "expires", "until", "signed_how"),
    *("copy_given", "revoked_on", "revoked_how"),
}
LINE = {"under", "act", "done_on", "recipient", "what"}


def names(struct: type[msgspec.Struct]) -> set[str]:
    return {field.name for field in msgspec.structs.fields(struct)}


def test_a_copy_has_a_place_for_these_and_for_nothing_else() -> None:
    assert set(ALLOWED[RecordKind.SHARED_PAPERS]) == COPY | {"hidden"}
    assert names(papers_shapes._Permission) == PERMISSION == set(PermissionShown.__slots__)
    assert names(papers_shapes._GivenOut) == LINE == set(GivenOut.__slots__)
    assert set(Papers.__slots__) == COPY


def test_none_of_the_names_is_on_the_never_list_or_tells_how_to_reach_somebody() -> None:
    reach = {"phone", "number", "email", "voicemail", "text", "memory", "words", "prompt", "discloser", "note"}
    every = COPY | PERMISSION | LINE
    assert not [name for name in every if forbidden(name)]
    assert not every & reach


def test_who_has_papers_stays_with_the_peer_and_a_copy_goes_to_a_supervisor_only() -> None:
    assert RecordKind.PAPERS_SHARE in IN_OWN_SPACE
    assert RecordKind.SHARED_PAPERS in IN_SUPERVISION - IN_PEERS_SPACE - IN_OWN_SPACE
