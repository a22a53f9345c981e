"""Everything that can wait for the person is said in words at the desk, in both languages."""

from pathlib import Path

import pytest

from peerdesk.desktop.language import LANGUAGES, read_catalogue
from peerdesk.desktop.needs import Needs
from peerdesk.sync.reasons import Reason
from peerdesk.work.resources import resource_root


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_of_its_own(reason: Reason) -> None:
    needs = Needs()
    said = needs.of([reason.value])
    assert said != needs.of(["from_the_future"])
    assert [one for one in Reason if needs.of([one.value]) == said] == [reason]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_in_every_language(language: str) -> None:
    catalogue = read_catalogue(Path(resource_root() / "i18n" / language)).get("Needs", {})
    said = Needs().of(reason.value for reason in Reason)
    assert len(said) == len(Reason)
    assert language == "en" or {catalogue[one] for one in said} != {""}
    assert language == "en" or len({catalogue[one] for one in said}) == len(said)


def test_of_very_much_it_is_said_how_much_it_is() -> None:
    needs = Needs()
    assert needs.told("malformed", 12) == needs.told("malformed") + " In all: 12."
    assert needs.told("malformed", 1) == needs.told("malformed")


def test_the_same_reason_is_said_once() -> None:
    needs = Needs()
    assert needs.of(["no_key", "held_back", "no_key"]) == needs.of(["no_key"]) + needs.of(["held_back"])
