"""How many guesses a passphrase costs."""

import time

from peerdesk.crypto.guessing import guessing_bits


def test_what_is_harder_to_guess_reads_higher() -> None:
    readings = [
        guessing_bits(text)
        for text in ("", "password1", "gentle river over stones", "lantern otter maple quiet harbor seven")
    ]
    assert readings[0] == 0.0
    assert readings == sorted(set(readings))
    assert readings[1] < 10
    assert readings[-1] > 80


def test_words_that_others_would_know_count_less() -> None:
    text = "Achebe Harborpoint Okafor"
    assert guessing_bits(text, ("achebe", "harborpoint", "okafor")) < guessing_bits(text) - 10


def test_a_very_long_passphrase_costs_no_more_than_a_long_one() -> None:
    long, very_long = "gentle river over seven mossy stones " * 2, "gentle river over seven mossy stones " * 25
    assert guessing_bits(very_long) == guessing_bits(long[:72])
    begun = time.process_time()
    guessing_bits(very_long)
    assert time.process_time() - begun < 0.5
