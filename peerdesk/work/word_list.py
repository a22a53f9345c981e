"""The shipped list of words: what safety words are picked from, and passphrases that PeerDesk proposes."""

from peerdesk.work.resources import resource


def word_list() -> tuple[str, ...]:
    """Return the words in the order of the file, which safety words depend on. Raises MissingResourceError."""
    return tuple(resource("library", "words_en.txt").read_text(encoding="utf-8").split())
