"""Pages to hand out: whole in both languages, with somebody's own words as they wrote them and nothing else."""

import json
import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.errors import TextTooLongError
from peerdesk.domain.handouts import ANSWER_LIMIT, Handout, TeamCard
from peerdesk.work.handing_out import put_new, put_out
from peerdesk.work.handouts import handout_names, handout_page, pulse_answers, pulse_statements, team_card_prompts
from peerdesk.work.resources import resource


class Text(HTMLParser):
    """Collects what a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def read(page: str) -> str:
    parser = Text()
    parser.feed(page.split("</head>", 1)[1])
    return "".join(parser.found)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", list(Handout))
def test_every_page_is_there_in_both_languages(kind: Handout, language: str) -> None:
    page = handout_page(kind, (language,))
    assert f'lang="{language}"' in page
    assert handout_names(language)[kind] in read(page)
    assert "{" not in read(page)


def test_both_languages_have_the_same_parts() -> None:
    said = json.loads(resource("library", "handouts.json").read_bytes())
    assert said["en"].keys() == said["es"].keys()
    for name, words in said["en"].items():
        assert type(words) is type(said["es"][name])
        assert len(words) == len(said["es"][name]) or isinstance(words, str)


def test_a_copy_in_the_other_language_begins_a_page_of_its_own() -> None:
    page = handout_page(Handout.TEAM_CARD, ("es", "en"), TeamCard(call_me="Jo"))
    assert page.index("Lo que quiero que sepa mi equipo") < page.index('class="next"')
    assert page.rindex("What I want my team to know") > page.index('class="next"')
    assert read(page).count("Jo") == 2


def test_what_is_left_empty_is_a_line_to_write_on() -> None:
    words = read(handout_page(Handout.TEAM_CARD, ("en",), TeamCard(call_me="Jo")))
    assert words.count("_" * 58) == 2 * (len(team_card_prompts("en")) - 1)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=80))
def test_somebodys_words_stand_there_as_they_are_and_are_never_read_as_a_page(words: str) -> None:
    page = handout_page(Handout.TEAM_CARD, ("en",), TeamCard(helps=words))
    assert words.strip() in read(page)
    assert page.count("<h2>") == 5


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pulse_is_five_statements_to_tick_and_has_no_place_to_write(language: str) -> None:
    page = handout_page(Handout.PULSE, (language,))
    assert (page.count("<h2>"), read(page).count("☐")) == (5, 25)
    assert "_" not in read(page)
    # It says where the numbers go, and who asks for them uses the words that stand on it.
    assert {"en": "they go into the program report", "es": "van al informe del programa"}[language] in read(page)
    words = (*pulse_statements(language).values(), *pulse_answers(language).values())
    assert [one for one in words if one not in read(page)] == []


def test_an_answer_that_is_too_long_is_named() -> None:
    with pytest.raises(TextTooLongError) as refused:
        handout_page(Handout.TEAM_CARD, ("en",), TeamCard(worried="x" * (ANSWER_LIMIT + 1)))
    assert refused.value.field == "worried"


def test_a_file_that_is_handed_out_is_for_this_account_only(tmp_path: Path) -> None:
    put_new(tmp_path / "new.html", b"words")
    put_out(tmp_path / "out.pdf", b"words")
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
