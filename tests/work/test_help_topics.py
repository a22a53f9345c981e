"""Help: short sentences that anybody can read, found by a few letters, which name what is really on the screen."""

import re

import pytest

from peerdesk.desktop.language import read_catalogue
from peerdesk.work.help_topics import HelpTopic, found_topics, help_topics
from peerdesk.work.resources import resource
from tests.desktop.strings import said
from tests.desktop.test_strings import FORBIDDEN
from tests.support.reading import grade, sentences

MOST_WORDS = 22
GRADE = 8.0
LANGUAGES = ("en", "es")
WANTED = ("who_sees", "lost", "passphrase", "asked", "versions")


def sentences_of(topic: HelpTopic) -> list[str]:
    return [one for paragraph in topic.text for one in sentences(paragraph)]


def text_of(topic: HelpTopic) -> str:
    return " ".join(topic.text)


def test_both_languages_have_the_same_topics_with_as_many_paragraphs() -> None:
    shapes = [[(one.code, len(one.text)) for one in help_topics(language)] for language in LANGUAGES]
    assert shapes[0] == shapes[1]
    assert set(WANTED) <= {code for code, _ in shapes[0]}


def test_every_topic_can_be_read_in_eighth_grade() -> None:
    assert {one.code: round(grade(text_of(one)), 1) for one in help_topics("en") if grade(text_of(one)) > GRADE} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_long_and_no_word_judges_anybody(language: str) -> None:
    texts = [one for topic in help_topics(language) for one in (topic.title, topic.also, *sentences_of(topic))]
    assert [
        one for topic in help_topics(language) for one in sentences_of(topic) if len(one.split()) > MOST_WORDS
    ] == []
    assert [one for one in texts if re.search(rf"\b(?:{FORBIDDEN[language]})\b", one, re.IGNORECASE)] == []
    assert [one for one in texts if "!" in one] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_help_calls_by_its_name_is_called_so_on_the_screen(language: str) -> None:
    words = {one.source.replace("&&", "&") for one in said() if one.source}
    if language != "en":
        catalogue = read_catalogue(resource("i18n", language))
        words = {text for context in catalogue.values() for text in context.values() if isinstance(text, str)}
    words |= set(re.findall(r'": "([^"]+)"', resource("library", "handouts.json").read_text(encoding="utf-8")))
    shown = {one.replace(" %1", "") for one in words}
    quoted = {
        name.strip(".")
        for topic in help_topics(language)
        for text in topic.text
        for name in re.findall("[“«]([^”»]+)[”»]", text)
        if not text.startswith(("You may say", "Puede decir"))
    }
    assert len(quoted) >= 6
    assert quoted - shown == set()


@pytest.mark.parametrize(
    ("language", "wanted", "code"),
    [("en", "lost", "lost"), ("en", "STOLEN", "lost"), ("en", "forg pass", "passphrase"), ("en", "police", "asked"),
     ("en", "conflict", "versions"), ("es", "olvide", "passphrase"), ("es", "policia", "asked"),
     ("es", "dos ver", "versions")],
)  # fmt: skip
def test_a_few_letters_find_it(language: str, wanted: str, code: str) -> None:
    assert code in [one.code for one in found_topics(language, wanted)]


def test_what_is_nowhere_is_not_found_and_nothing_wanted_shows_all() -> None:
    assert found_topics("en", "xylophone") == ()
    assert found_topics("en", "  ") == help_topics("en")
