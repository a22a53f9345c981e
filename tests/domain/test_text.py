"""Cleaning: what a database or a screen cannot hold goes, it is counted, and the rest is untouched."""

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.text import clean_text, without_unkeepable


@given(st.text())
def test_what_is_kept_can_be_stored_and_cleaning_again_changes_nothing(raw: str) -> None:
    once = clean_text(raw)
    once.text.encode("utf-8")
    assert "\x00" not in once.text
    assert clean_text(once.text).text == once.text
    assert clean_text(once.text).removed == 0
    assert without_unkeepable(raw) == once.text


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf"))))
def test_ordinary_text_is_kept_to_the_letter(raw: str) -> None:
    assert clean_text(raw).text == raw


def test_what_goes_is_counted() -> None:
    cleaned = clean_text("a\x00b\ud800c\u202ed\r\ne\tf")
    assert cleaned.text == "abcd\ne\tf"
    assert cleaned.removed == 3


def test_joined_emoji_and_combining_marks_stay() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301"
    assert clean_text(family).text == family
