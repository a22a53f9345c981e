"""How a request that could not be carried out is answered: a status, a code, and a few words for a log."""

import re
from http import HTTPStatus

from peerdesk.server.errors import StoreBusyError, StoreFullError, StoreTakenError
from peerdesk.wire.errors import MalformedError, TooLargeError, UnknownSuiteError, WireError
from peerdesk.wire.exchange import Problem, ProblemCode

STATUS = {
    ProblemCode.MALFORMED: HTTPStatus.BAD_REQUEST,
    ProblemCode.UNKNOWN_SUITE: HTTPStatus.BAD_REQUEST,
    ProblemCode.UNKNOWN_VERSION: HTTPStatus.BAD_REQUEST,
    ProblemCode.NOT_LOGGED_IN: HTTPStatus.UNAUTHORIZED,
    ProblemCode.LOGIN_FAILED: HTTPStatus.UNAUTHORIZED,
    ProblemCode.DEVICE_REVOKED: HTTPStatus.FORBIDDEN,
    ProblemCode.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    ProblemCode.BAD_SIGNATURE: HTTPStatus.FORBIDDEN,
    ProblemCode.INVITE_EXPIRED: HTTPStatus.FORBIDDEN,
    ProblemCode.INVITE_CANCELLED: HTTPStatus.FORBIDDEN,
    ProblemCode.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ProblemCode.HEAD_MOVED: HTTPStatus.CONFLICT,
    ProblemCode.HISTORY_DIVERGED: HTTPStatus.CONFLICT,
    ProblemCode.CHAIN_BROKEN: HTTPStatus.CONFLICT,
    ProblemCode.INVITE_USED: HTTPStatus.CONFLICT,
    ProblemCode.SIGN_IN_NEEDED: HTTPStatus.FORBIDDEN,
    ProblemCode.SIGN_IN_FAILED: HTTPStatus.FORBIDDEN,
    ProblemCode.SIGN_IN_AWAY: HTTPStatus.SERVICE_UNAVAILABLE,
    ProblemCode.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ProblemCode.SLOW_DOWN: HTTPStatus.TOO_MANY_REQUESTS,
    ProblemCode.FULL: HTTPStatus.INSUFFICIENT_STORAGE,
    ProblemCode.INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
}

# Codecs tell of too many items, or of too long a piece, in these words; a fixed size of an id is no matter of caps.
_PAST_A_CAP = re.compile(r"Expected `(?:array|bytes)` of length <= (\d+)")
_SMALLEST_CAP = 64

_CODES = (
    (TooLargeError, ProblemCode.TOO_LARGE),
    (UnknownSuiteError, ProblemCode.UNKNOWN_SUITE),
    (WireError, ProblemCode.MALFORMED),
    (StoreFullError, ProblemCode.FULL),
)


class ProblemError(Exception):
    """A request ends here, with this answer. `message` is a constant of ours, never something that was sent."""

    def __init__(self, code: ProblemCode, message: str = "", *, retry_seconds: int = 0) -> None:
        super().__init__(code, message)
        self.problem = Problem(code=code, message=message)
        self.status = STATUS[code]
        self.retry_seconds = retry_seconds


def slow_down(wait_seconds: float) -> None:
    """Raise ProblemError unless there is nothing to wait for."""
    if wait_seconds:
        raise ProblemError(ProblemCode.SLOW_DOWN, "too often", retry_seconds=int(wait_seconds) + 1)


def expected_problem(error: Exception) -> ProblemError | None:
    """Return the answer to something that the world did, or None if we broke a promise ourselves."""
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, StoreBusyError | StoreTakenError):
        return ProblemError(ProblemCode.SLOW_DOWN, "busy", retry_seconds=2)
    if isinstance(error, MalformedError) and _is_past_a_cap(error.__cause__):
        return ProblemError(ProblemCode.TOO_LARGE)
    codes = (code for kind, code in _CODES if isinstance(error, kind))
    code = next(codes, None)
    return None if code is None else ProblemError(code)


def _is_past_a_cap(cause: BaseException | None) -> bool:
    found = _PAST_A_CAP.match(str(cause))
    return found is not None and int(found[1]) >= _SMALLEST_CAP
