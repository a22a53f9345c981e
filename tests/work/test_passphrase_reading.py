"""What is said of a passphrase while it is chosen."""

import pytest

from peerdesk.domain.errors import WeakPassphraseError
from peerdesk.work.passphrase_reading import proposed_words, read_passphrase
from peerdesk.work.passphrases import demand_strong
from peerdesk.work.word_list import LANGUAGES, word_list

OWN = ("Devon Achebe", "Harbor Point")


@pytest.mark.parametrize(
    ("passphrase", "parts", "code"),
    [
        ("fourteen chars", 1, "short"),
        ("x" * 1025, 1, "long"),
        ("happyday happyday", 1, "repeats"),
        ("Devon Achebe Harbor", 1, "common"),
        ("password password1 devon", 2, "enough"),
        ("gentle river over stones", 3, "good"),
        ("lantern otter maple quiet harbor seven", 4, "strong"),
    ],
)
def test_it_is_told_how_good_it_is(passphrase: str, parts: int, code: str) -> None:
    reading = read_passphrase(passphrase, *OWN)
    assert (reading.parts, reading.code) == (parts, code)


@pytest.mark.parametrize("passphrase", ["short", "gentle river over stones", "abcabcabcabcabcabc", "Devon Achebe 1234"])
def test_what_reads_as_enough_is_taken_and_nothing_else(passphrase: str) -> None:
    if read_passphrase(passphrase, *OWN).parts > 1:
        demand_strong(passphrase, *OWN)
        return
    with pytest.raises(WeakPassphraseError):
        demand_strong(passphrase, *OWN)


def test_words_of_the_lists_count_as_words_and_not_as_letters() -> None:
    assert read_passphrase("abanico acceso abril barco").code == "good"


@pytest.mark.parametrize("language", LANGUAGES)
def test_proposed_words_are_six_of_that_language_good_or_strong_and_typed_on_any_keyboard(language: str) -> None:
    for _ in range(10):
        proposed = proposed_words(language)
        assert len(proposed.split()) == 6
        assert set(proposed.split()) <= set(word_list(language))
        assert proposed.isascii()
        # About one draw in three hundred has words in which zxcvbn sees a pattern, and reads as good.
        assert read_passphrase(proposed, *OWN).code in {"good", "strong"}
    assert proposed_words(language) != proposed_words(language)
