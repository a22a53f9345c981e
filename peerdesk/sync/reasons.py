"""Why something needs the person: a revision that is set aside with its bytes, or a copy that stays here.

No other revision waits with it.
"""

from enum import StrEnum

from peerdesk.domain.errors import ExpectedError


class Reason(StrEnum):
    """The code that is kept beside what is set aside. Both faces have a sentence for each, in every language.

    The last seven are said by the vault, by what is written down here, and when an erase overtook an edit.
    """

    MALFORMED = "malformed"
    NEWER = "newer"
    WRONG_SPACE = "wrong_space"
    UNKNOWN_DIRECTORY = "unknown_directory"
    OTHER_DIRECTORY = "other_directory"
    UNKNOWN_DEVICE = "unknown_device"
    REVOKED_DEVICE = "revoked_device"
    NOT_WRITER = "not_writer"
    NOT_OWNER = "not_owner"
    BAD_SIGNATURE = "bad_signature"
    NO_KEY = "no_key"
    CANNOT_OPEN = "cannot_open"
    BAD_CONTENT = "bad_content"
    BAD_READERS = "bad_readers"
    USED_COUNTER = "used_counter"
    TOO_LARGE = "too_large"
    REFUSED = "refused"
    UNREADABLE_FIELD = "unreadable_field"
    BLANKED = "blanked"
    TAKEN_ID = "taken_id"
    TOO_MANY_HEADS = "too_many_heads"
    HELD_BACK = "held_back"
    UNFIT = "unfit"
    OVERTAKEN = "overtaken_by_erase"


# These may open later: after an update, a longer directory or a key that is still on its way.
WORTH_ANOTHER_TRY = frozenset({Reason.NEWER, Reason.UNKNOWN_DIRECTORY, Reason.UNKNOWN_DEVICE, Reason.NO_KEY})

# The server turns these down, or with them everything that is in the same request: they are not handed on.
NOT_HANDED_ON = frozenset(
    {Reason.MALFORMED, Reason.NEWER, Reason.WRONG_SPACE, Reason.TOO_LARGE, Reason.BAD_SIGNATURE, Reason.BLANKED}
)


class SetAsideError(ExpectedError):
    """This one revision cannot be taken. `reason` is a code, never content."""

    code = "set_aside"

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
