"""`peerdesk handout`: a page is written, never over another file, without opening anybody's notes."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal


@pytest.fixture
def desk(tmp_path: Path) -> Terminal:
    return Terminal(folder=tmp_path, in_process=True)


def test_a_card_is_written_in_two_languages_and_never_over_another_file(desk: Terminal) -> None:
    out = desk.folder / "card.html"
    words = ("handout", "team_card", "--out", str(out), "--language", "es", "--and", "en", "--call-me", "Jo <3")
    assert desk.type(*words, "--json").json() == {"file": str(out), "page": "team_card", "languages": ["es", "en"]}
    page = out.read_text(encoding="utf-8")
    assert "Lo que quiero que sepa mi equipo" in page
    assert page.count("Jo &lt;3") == 2
    assert desk.type(*words, "--json").refusal()["error"] == "exists"
    assert out.read_text(encoding="utf-8") == page


def test_no_vault_is_needed_and_answers_belong_to_the_card(desk: Terminal) -> None:
    assert desk.type("handout", "poster", "--out", str(desk.folder / "poster.html")).status == 0
    assert desk.type("handout", "poster", "--out", str(desk.folder / "p.html"), "--helps", "tea").status == 2
    assert desk.type("handout", "diary", "--out", str(desk.folder / "d.html")).status == 2
    missing = desk.type("handout", "slip", "--out", str(desk.folder / "no" / "slip.html"), "--json")
    assert missing.refusal()["error"] == "not_written"
