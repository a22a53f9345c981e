"""What counts as a good passphrase, and the words to make one."""

from pathlib import Path

import pytest

from peerdesk.crypto.errors import WeakPassphraseError
from peerdesk.crypto.strength import check_strength, generate_words

WORDS = (Path(__file__).parents[2] / "resources/library/words_en.txt").read_text().split()


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("", "short"),
        ("fourteen chars", "short"),
        ("x" * 1025, "long"),
        ("aaaaaaaaaaaaaaaaaaa", "repeats"),
        ("abcabcabcabcabcabc", "repeats"),
        ("happyday happyday", "repeats"),
        ("abbabaabbaababba", "repeats"),
        ("123456789012345678", "repeats"),
        ("abcdefghijklmnopqr", "repeats"),
        ("Correct horse, battery staple!", "common"),
        ("peerdesk peerdesk1", "common"),
        ("Devon Achebe Harbor", "common"),
    ],
)
def test_a_passphrase_that_others_would_try_is_not_taken(passphrase: str, reason: str) -> None:
    with pytest.raises(WeakPassphraseError) as caught:
        check_strength(passphrase, own_words=("Devon Achebe", "Harbor Point", "al", ""))
    assert caught.value.reason == reason


def test_length_is_enough_and_odd_characters_are_not_asked_for() -> None:
    check_strength("gentle river over stones", own_words=("Devon", "Harbor Point"))
    check_strength("un café con leche y pan")
    check_strength("静かな午後に海辺を歩く猫と犬たち")


def test_six_generated_words_are_always_good_enough() -> None:
    for _ in range(20):
        words = generate_words(WORDS)
        assert len(words.split()) == 6
        check_strength(words)


def test_words_come_from_the_choice_that_was_handed_in() -> None:
    assert generate_words(WORDS, choose=lambda words: words[0]) == " ".join([WORDS[0]] * 6)


def test_a_short_list_or_fewer_than_six_words_are_our_own_mistake() -> None:
    for words, count in ((WORDS[:1295], 6), ([*WORDS[:1300], WORDS[0]], 6), (WORDS, 5)):
        with pytest.raises(ValueError, match="too few"):
            generate_words(words, count)


def test_the_list_is_long_enough_plain_and_kind() -> None:
    assert len(WORDS) == len(set(WORDS)) >= 1296
    assert sorted(WORDS) == WORDS
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 8 for word in WORDS)
    unkind = {"addict", "abuse", "client", "patient", "relapse", "drunk", "needle", "overdose", "wine", "beer", "clean"}
    assert not unkind & set(WORDS)
