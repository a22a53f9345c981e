"""What became of an entry of the directory."""

from enum import StrEnum


class Verdict(StrEnum):
    """What became of an entry. Everything but the first is ignored by all and shown to the officer."""

    COUNTED = "counted"
    UNENTITLED = "unentitled"
    SECOND_REDEMPTION = "second_redemption"
    INVITE_CANCELLED = "invite_cancelled"
    INVITE_EXPIRED = "invite_expired"
    REPEATED = "repeated"
    UNKNOWN_KIND = "unknown_kind"
