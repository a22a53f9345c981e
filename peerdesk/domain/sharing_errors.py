"""What can keep a share from being made, as facts. Said in words at the faces, like all of `peerdesk.domain.errors`."""

from peerdesk.domain.errors import NotAllowedError


class KeysChangedError(NotAllowedError):
    """This person has other keys than before, and nobody here has said yet that it is them."""

    code = "keys_changed"
