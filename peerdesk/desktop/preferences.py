"""What this computer remembers about the look of the desk: nothing about notes, and no name of anybody."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Self

FILE_NAME = "desk.json"
LANGUAGES = ("en", "es")
LOOKS = ("system", "light", "dark")
SCALES = (100, 125, 150, 175, 200)
"""The text sizes that are offered, in percent."""

SHORTEST_LOCK, LONGEST_LOCK = 1, 15
"""Minutes."""

_LARGEST_FILE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Look, language and text size. `last_vault` is the random folder id of who unlocked last.

    `spare_paid_links`: sync by itself only where the connection is known to cost nothing.
    """

    language: str = ""
    look: str = "system"
    scale_percent: int = 100
    lock_minutes: int = 2
    single_keys: bool = True
    spare_paid_links: bool = False
    last_vault: str = ""
    width: int = 1280
    height: int = 800

    @classmethod
    def read(cls, home: Path, first: Self | None = None) -> Self:
        """Return what is kept in `home`; whatever cannot be read falls back to `first`, or to the defaults."""
        return replace(first or cls(), **chosen(home)).bounded()

    def bounded(self) -> Self:
        """Return the same with every value inside its range."""
        return replace(
            self,
            language=self.language if self.language in LANGUAGES else "",
            look=self.look if self.look in LOOKS else "system",
            scale_percent=min(200, max(100, self.scale_percent)),
            lock_minutes=min(LONGEST_LOCK, max(SHORTEST_LOCK, self.lock_minutes)),
            width=min(8000, max(900, self.width)),
            height=min(8000, max(600, self.height)),
        )

    def with_last(self, vault: str) -> Self:
        """Return the same, for who unlocked last."""
        return replace(self, last_vault=vault)

    def with_language(self, language: str) -> Self:
        """Return the same in another language."""
        return replace(self, language=language).bounded()

    def spoken(self, language: str) -> Self:
        """Return the same with the language that is in use, where nobody has chosen one."""
        return self if self.language else self.with_language(language)

    def with_look(self, look: str) -> Self:
        """Return the same with another look."""
        return replace(self, look=look).bounded()

    def with_scale(self, percent: int) -> Self:
        """Return the same with another text size."""
        return replace(self, scale_percent=percent).bounded()

    def with_lock(self, minutes: int) -> Self:
        """Return the same with another time, in minutes, after which a desk that nobody touches locks."""
        return replace(self, lock_minutes=minutes).bounded()

    def with_single_keys(self, *, on: bool) -> Self:
        """Return the same with keys of a single letter or sign off or on."""
        return replace(self, single_keys=on)

    def sparing(self, *, paid_links: bool) -> Self:
        """Return the same, with syncing by itself on paid connections off or on."""
        return replace(self, spare_paid_links=paid_links)

    def sized(self, width: int, height: int) -> Self:
        """Return the same for a window of this size."""
        return replace(self, width=width, height=height).bounded()

    def write(self, home: Path, first: Self | None = None) -> None:
        """Keep what somebody chose: what was kept before, and what is other than `first`, with which a desk begins.

        What was only offered is not kept, so a later offer still holds. Whole or not at all. A disk that says no costs
        the look, never the work, so that is let pass.
        """
        offered, before = asdict((first or type(self)()).bounded()), chosen(home)
        kept = {name: value for name, value in asdict(self).items() if name in before or value != offered[name]}
        beside = home / (FILE_NAME + ".new")
        try:
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside.write_text(json.dumps(kept), encoding="utf-8")
            beside.replace(home / FILE_NAME)
        except OSError:
            return


def chosen(home: Path) -> dict[str, Any]:
    """Return by name what is kept in `home`, as it stands there. Empty where nothing can be read."""
    try:
        with (home / FILE_NAME).open("rb") as file:
            known = json.loads(file.read(_LARGEST_FILE_BYTES))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    plain = Preferences()
    return {f.name: known[f.name] for f in fields(plain) if type(known.get(f.name)) is type(getattr(plain, f.name))}
