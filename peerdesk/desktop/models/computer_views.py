"""A person's computers as plain values for the screens."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputerView:
    """One computer. `key` names it for whoever made this; `about` says which it is, or when it was last heard of.

    `badge` is a word at the right, with its tone. `can_remove`: it may be taken off the list from here. `waits`: that
    was said here, and the server has not heard it yet.
    """

    key: object
    name: str
    about: str
    is_this: bool
    badge: str = ""
    tone: str = "ok"
    can_remove: bool = False
    waits: bool = False
