"""The summary for a care team holds only what was written for it, and no more than 120 words."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.consent_vocabulary import ConsentScope
from peerdesk.domain.errors import BadValueError, InputRefusedError, MissingAnswerError
from peerdesk.domain.summary import MOST_WORDS, SummaryDraft, compose, words_in
from peerdesk.work.consent_words import consent_words

DAY = date(2026, 11, 21)
SAID = consent_words("en")


def test_the_text_is_the_template_with_the_words_that_were_written_for_it() -> None:
    draft = SummaryDraft(
        recipient="Dr. Kim",
        called="Blue Heron 27",
        visited_on=DAY,
        words="I want\nto rest first.",
        agreed="A visit on Friday.",
        reach="Devon, 555 01 23",
    )
    made = compose(draft, SAID)
    assert made.text.splitlines() == [
        "Peer support",
        "To: Dr. Kim",
        "For: Blue Heron 27",
        "A peer visited on 2026-11-21.",
        "What they want you to know:",
        "I want to rest first.",
        "What we agreed:",
        "A visit on Friday.",
        "How to reach the peer:",
        "Devon, 555 01 23",
    ]
    assert made.parts == (ConsentScope.VISIT, ConsentScope.WORDS, ConsentScope.AGREED, ConsentScope.REACH)


def test_any_summary_says_that_a_peer_supports_them_so_it_has_to_be_covered() -> None:
    assert ConsentScope.VISIT in compose(SummaryDraft(recipient="Dr. Kim", agreed="A visit."), SAID).parts


def test_no_answer_of_a_note_has_a_place_in_it() -> None:
    assert {one.name for one in fields(SummaryDraft)} == {
        "recipient", "called", "visited_on", "words", "agreed", "reach",
    }  # fmt: skip


def test_without_a_recipient_or_without_words_there_is_none() -> None:
    for draft in (SummaryDraft(agreed="A visit."), SummaryDraft(recipient="Dr. Kim"), SummaryDraft(recipient=" ")):
        with pytest.raises(MissingAnswerError):
            compose(draft, SAID)


texts = st.lists(st.sampled_from(["visit", "rest", "\n", "Friday"]), max_size=60).map(" ".join)


@given(texts, texts, texts, st.booleans(), st.sampled_from(["en", "es"]))
def test_no_summary_is_longer_than_the_limit(words: str, agreed: str, reach: str, visit: bool, language: str) -> None:
    draft = SummaryDraft(
        recipient="Dr. Kim", visited_on=DAY if visit else None, words=words, agreed=agreed, reach=reach
    )
    try:
        made = compose(draft, consent_words(language))
    except InputRefusedError:
        return
    assert words_in(made.lines) <= MOST_WORDS


def test_a_word_too_many_is_said_with_the_number_there_are() -> None:
    with pytest.raises(BadValueError) as caught:
        compose(SummaryDraft(recipient="Kim", agreed="a " * 120), SAID)
    assert "120 words" in caught.value.wanted
