"""The invented people of Harbor Point, and a morning's work of theirs. Individuals appear by handles only."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from peerdesk.crypto.strength import generate_words
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.word_list import word_list

HOSPITAL: Final = "Harbor Point"
HANDLES: Final = ("Blue Heron 27", "Red Maple 4", "Quiet Fox 3", "Silver Wren 8", "Green Cedar 15")
CANARY: Final = "Bus pass came through. Wants to try the Tuesday group. I will walk over too the first time."
THEIR_WORDS: Final = "I just need someone to go in the door with me."


@dataclass(slots=True, kw_only=True)
class Actor:
    """One invented person: where their notes lie, what opens them, and the vault while it is open."""

    name: str
    role: Role
    home: Path
    passphrase: str
    open_vault: Vault | None = None

    @property
    def vault(self) -> Vault:
        """The open vault. Raises LookupError while it is closed."""
        if self.open_vault is None:
            raise LookupError(self.name)
        return self.open_vault

    def close(self) -> None:
        """Close the vault. Twice is once."""
        vault, self.open_vault = self.open_vault, None
        if vault is not None:
            vault.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody in the demo, and the officer's passphrase."""

    devon: Actor
    marisol: Actor
    tomas: Actor
    officer_passphrase: str

    @property
    def everybody(self) -> tuple[Actor, ...]:
        """The three people, the supervisor first: a peer's invite names them."""
        return (self.tomas, self.devon, self.marisol)

    @property
    def secret_words(self) -> tuple[str, ...]:
        """What nobody else may find anywhere: note text, handles, names, passphrases."""
        names = tuple(actor.name for actor in self.everybody)
        passphrases = tuple(actor.passphrase for actor in self.everybody)
        return (CANARY, THEIR_WORDS, HOSPITAL, *HANDLES, *names, *passphrases, self.officer_passphrase)


def cast(folder: Path) -> Cast:
    """Return the people of a demo that plays in `folder`, each with a passphrase of six random words."""
    words = word_list()

    def actor(name: str, role: Role) -> Actor:
        return Actor(
            name=name, role=role, home=folder / name.split(maxsplit=1)[0].lower(), passphrase=generate_words(words)
        )

    return Cast(
        devon=actor("Devon Achebe", Role.PEER),
        marisol=actor("Marisol Vega", Role.PEER),
        tomas=actor("Tomas Okafor", Role.SUPERVISOR),
        officer_passphrase=generate_words(words),
    )


def devons_morning(today: date) -> tuple[EncounterDraft, ...]:
    """Return what Devon writes while the network is out; the last one is the note that travels."""
    yesterday = (today - timedelta(days=1)).isoformat()
    return (
        EncounterDraft(setting="ed", outcome="declined", happened_on=yesterday),
        EncounterDraft(
            setting="inpatient", outcome="met", support=("options", "questions"), handle=HANDLES[1],
            happened_on=yesterday, mattered=("housing",), follow_up="3d", length="30_60",
        ),
        EncounterDraft(setting="ed", outcome="brief", handle=HANDLES[2]),
        EncounterDraft(
            setting="ed", outcome="met", support=("time", "listened", "options"), handle=HANDLES[0], memory=CANARY,
            words=THEIR_WORDS, next={"group": "chosen"}, supplies={"naloxone_nasal": 1}, mattered=("transport",),
            bring_to_supervision=True, prompt="How do I introduce them to the group?", follow_up="7d",
        ),
    )  # fmt: skip


def marisols_morning() -> tuple[EncounterDraft, ...]:
    """Return what Marisol writes. She shares nothing."""
    return (
        EncounterDraft(
            setting="perinatal", outcome="met", support=("listened", "hope"), handle=HANDLES[3], language="es"
        ),
        EncounterDraft(setting="street", outcome="couldnt_find", handle=HANDLES[4]),
    )
