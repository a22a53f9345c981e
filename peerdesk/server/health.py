"""A sign of life for whoever watches the machine: no names, no counts, no versions of anything."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse

PATH = "/health"


async def health(_request: Request) -> PlainTextResponse:
    """Say that the process answers."""
    return PlainTextResponse("ok\n")
