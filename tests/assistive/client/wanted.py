"""What the test decides about the journey: whose desk it is, and what is written. Known to both programs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """`search` are letters of `memory`; `reader` is the first name of who gets the note."""

    application: str
    passphrase: str
    handle: str
    memory: str
    search: str
    reader: str
