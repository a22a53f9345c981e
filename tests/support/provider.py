"""A hospital's provider of log-ins for tests of any room: a real one, in a process of its own, and a browser for it."""

import functools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

ROOT = Path(__file__).parents[2]
CLIENT = "peerdesk"


class Provider:
    """The provider at `issuer`. It does as it should until a test has it `behave` otherwise."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def behave(self, **how: Any) -> list[str]:
        """Change how it behaves from now on, and return what it was asked since the last time."""
        answer = _line().post(f"{self.issuer}/behave", json=how)
        return list(answer.json()["asked"])


def browse(address: str) -> httpx2.Response:
    """Do what a browser does: open the page, and go where it sends."""
    return _line().get(address, follow_redirects=True)


@functools.cache
def _line() -> httpx2.Client:
    """Return one client for all: whom it trusts is read anew for each."""
    return httpx2.Client(trust_env=False, timeout=20)


@contextmanager
def a_provider() -> Iterator[Provider]:
    """Run a provider until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.server.provider_process"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield Provider(process.stdout.readline().strip())
    finally:
        process.communicate(timeout=20)
