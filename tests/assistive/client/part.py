"""One thing of the tree that assistive technologies are given, as it travels from the program that reads it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """What an application told about one thing. `within` is the place in the list of what holds it, or -1.

    `states` and `relations` are the names that AT-SPI has for them, `box` is left, top, width and height in pixels of
    the screen. `text` is what the thing tells as its content, which for a field is what was written into it.
    """

    within: int
    role: str
    name: str
    description: str
    text: str
    states: tuple[str, ...]
    relations: tuple[str, ...]
    actions: tuple[str, ...]
    box: tuple[int, int, int, int]

    @property
    def words(self) -> str:
        """All that can be heard of it."""
        return " ".join(word for word in (self.name, self.description, self.text) if word)

    @property
    def is_pressed(self) -> bool:
        """Say whether it takes the focus or can be pressed."""
        return "focusable" in self.states or bool({"Press", "Toggle"} & set(self.actions))

    def __str__(self) -> str:
        return f"{self.role} {self.name!r}"
