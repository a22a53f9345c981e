"""The founding sheet: everything to compare, to sign and to keep, in two languages, and no secret."""

import base64
import json
import re
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.work.ceremony import LANGUAGES, fingerprint_groups
from peerdesk.work.founding import Founded, init_organisation
from peerdesk.work.organisation_folder import ROOT_KEY, unlock_officer, unlock_root
from peerdesk.work.resources import resource
from tests.work.test_labels import FORBIDDEN
from tests.work.test_officer import NOW, PASSPHRASE

ROOT_PASSPHRASE = "granite willow seven copper bells"


@pytest.fixture
def founded(tmp_path: Path) -> Founded:
    name = "St. Mary's <East> & Co"
    return init_organisation(
        tmp_path / "org", name, PASSPHRASE, NOW, root_passphrase=ROOT_PASSPHRASE, profile=TEST_ONLY
    )


def test_there_is_a_sheet_in_each_language_with_the_fingerprint_to_compare(founded: Founded) -> None:
    assert [path.name for path in founded.sheets] == ["founding-sheet.en.html", "founding-sheet.es.html"]
    for path, language in zip(founded.sheets, LANGUAGES, strict=True):
        page = path.read_text(encoding="utf-8")
        assert f'lang="{language}"' in page
        assert "\n".join(fingerprint_groups(founded.root)) in page
        assert "St. Mary&#x27;s &lt;East&gt; &amp; Co" in page
        assert ("2026-11-21 14:00" in page, "2027-11-21" in page) == (True, True)
        assert re.search(r"https?:|src=|<script", page) is None


def test_the_groups_are_the_fingerprint(founded: Founded) -> None:
    lines = fingerprint_groups(founded.root)
    assert "".join("".join(lines).split()) == founded.root.hex()
    assert [len(line.split()) for line in lines] == [4, 4, 4, 4]


def test_no_secret_stands_on_it(founded: Founded) -> None:
    folder = founded.public_file.parent
    officer = unlock_officer(folder, PASSPHRASE, allow_test_profile=True)
    root = unlock_root(folder / ROOT_KEY, ROOT_PASSPHRASE, allow_test_profile=True)
    for path in founded.sheets:
        raw = path.read_bytes()
        for secret in (officer.key.seed, officer.name_key, root.key.seed, root.key.seed[:32], root.key.seed[32:]):
            for form in (secret, secret.hex().encode(), base64.b64encode(secret), base64.b32encode(secret)):
                assert form not in raw
        assert PASSPHRASE.encode() not in raw
        assert ROOT_PASSPHRASE.encode() not in raw


def test_both_languages_say_the_same_things_in_words_that_fit() -> None:
    words = json.loads(resource("library", "ceremony.json").read_bytes())
    assert set(words) == set(LANGUAGES)
    assert list(words["en"]) == list(words["es"])
    assert [text for group in words.values() for text in group.values() if not text or FORBIDDEN.search(text)] == []
