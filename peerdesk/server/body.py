"""Read what was sent, but never more than agreed and never for longer than agreed."""

import asyncio

from starlette.requests import Request

from peerdesk.server.problems import ProblemError
from peerdesk.wire.exchange import ProblemCode


async def read_body(request: Request, cap_bytes: int, seconds: float) -> bytes:
    """Return the body. Raises ProblemError if it is larger than `cap_bytes`, whatever was announced, or too slow."""
    announced = request.headers.get("content-length", "0")
    if not announced.isascii() or not announced.isdigit():
        raise ProblemError(ProblemCode.MALFORMED, "length")
    if int(announced) > cap_bytes:
        raise ProblemError(ProblemCode.TOO_LARGE)
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                size += len(piece)
                if size > cap_bytes:
                    raise ProblemError(ProblemCode.TOO_LARGE)
                pieces.append(piece)
    except TimeoutError as e:
        raise ProblemError(ProblemCode.SLOW_DOWN, "too slow") from e
    return b"".join(pieces)
