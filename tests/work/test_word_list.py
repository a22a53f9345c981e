"""The two lists that safety words come from: as long as each other, told apart by ear, and kind."""

import unicodedata
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.errors import BadValueError
from peerdesk.work.trust import confirm_words, find_person, people, safety_words
from peerdesk.work.word_list import LANGUAGES, matches, other_language, spoken, word_list
from tests.support.hospital import clock
from tests.work.ward import Pair

UNKIND = (Path(__file__).parent / "unkind_words.txt").read_text(encoding="utf-8").split()
"""People, bodies, faiths and peoples, what hurts, what is used, and what a court or a ward says."""


def plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def test_a_place_is_one_word_in_each_language() -> None:
    assert {len(word_list(language)) for language in LANGUAGES} == {1641}
    for language in LANGUAGES:
        words = word_list(language)
        assert len({plain(word) for word in words}) == len(words)
        assert list(words) == sorted(words, key=plain)
        assert all(word == word.casefold() and word.isalpha() for word in words)


def test_no_two_spanish_words_are_a_letter_apart() -> None:
    """By ear, over a bad telephone line: one sound more, less, other or swapped."""
    words = [plain(word) for word in word_list("es")]
    assert all(4 <= len(word) <= 9 for word in words)
    holes: dict[str, str] = {}
    for word in words:
        for at in range(len(word)):
            # Two of the same length that differ in one letter share what is left without it.
            hole = f"{word[:at]}.{word[at + 1 :]}"
            assert hole not in holes, (word, holes[hole])
            holes[hole] = word
    known = set(words)
    for word in words:
        assert not known & {word[:at] + word[at + 1 :] for at in range(len(word))}
        swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)} - {word}
        assert not known & swapped


def test_no_word_could_hurt_whoever_reads_it_aloud() -> None:
    unkind = {plain(word) for word in UNKIND}
    for language in LANGUAGES:
        assert not unkind & {plain(word) for word in word_list(language)}


@given(st.binary(min_size=32, max_size=32))
def test_the_same_six_places_are_read_in_either_language(key: bytes) -> None:
    words = safety_words(key, key, word_list())
    assert spoken(words, "en") == words
    assert safety_words(key, key, word_list("es")) == spoken(words, "es")
    for language in LANGUAGES:
        read = " ".join(spoken(words, language))
        assert matches(read, words)
        assert matches(plain(read.upper()), words)
        assert other_language(language) != language
    assert not matches(" ".join(reversed(words)), words) or len(set(words)) == 1
    assert not matches(" ".join(words[:5]), words)


def test_different_keys_have_different_words() -> None:
    six = [safety_words(bytes([n]) * 32, bytes(32), word_list()) for n in range(50)]
    assert all(a != b for a, b in combinations(six, 2))


def test_words_read_in_spanish_confirm_somebody_known_in_english(pair: Pair) -> None:
    tomas = find_person(pair.devon, "Tomas Okafor", word_list())
    with pytest.raises(BadValueError):
        confirm_words(pair.devon, tomas, " ".join(spoken(tomas.words, "es")[::-1]), clock())
    confirm_words(pair.devon, tomas, " ".join(spoken(tomas.words, "es")), clock())
    assert find_person(pair.devon, "Tomas Okafor", word_list()).met
    # Both see the same six of Tomas: he for himself, and Devon for him.
    assert next(one for one in people(pair.tomas, word_list()) if one.is_me).words == tomas.words
