"""A time that an entry of the directory claims, as a day and an hour that can be shown."""

from datetime import UTC, datetime

from peerdesk.sync.payload import LATEST_SECOND


def moment_of(at: int) -> datetime:
    """Return the UTC time of `at`, in seconds since 1970, or the latest that can be said where it is beyond that.

    Whoever holds a live key can claim any number in an entry that counts for ever. It must not stop whoever reads it.
    """
    return datetime.fromtimestamp(min(max(at, 0), LATEST_SECOND), UTC)
