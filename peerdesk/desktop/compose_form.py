"""Composes what the pages at the door that ask for a new passphrase have in common."""

from PySide6.QtCore import QTimer

from peerdesk.desktop.doorway import Doorway
from peerdesk.desktop.passphrase_help import OwnWords, PassphraseHelp
from peerdesk.desktop.screens.door_form import DoorForm


def serve_form(form: DoorForm, door: Doorway, own_words: OwnWords) -> None:
    """Lead back to the door, change the language, and say what helps while a passphrase is chosen."""
    PassphraseHelp(form.passphrase, door.background, door.language.code, own_words)
    # The page that asks is the page that is replaced, so it is left in peace until its click is done.
    form.back_asked.connect(lambda: QTimer.singleShot(0, door.show_door))
    form.language_chosen.connect(
        lambda code: QTimer.singleShot(0, lambda: door.prefer(door.preferences.with_language(code)))
    )
