import json
import re

import pytest

from peerdesk.domain.vocabulary import Outcome, Setting, Support
from peerdesk.work.labels import LANGUAGES, NAMES, LabelsDamagedError, read_labels
from peerdesk.work.resources import resource

FORBIDDEN = re.compile(
    r"\b(patients?|clients?|cases?|refused|abuse\w*|invalid|error|addict\w*|clean|dirty|substance\w*|diagnos\w*|"
    r"pacientes?|clientes?|casos?|abuso\w*|adict\w*|limpio|sucio|sustancia\w*|diagn\w*|noncomplian\w*|relapse\w*)\b",
    re.IGNORECASE,
)


def words() -> dict[str, dict[str, dict[str, str]]]:
    return json.loads(resource("library", "vocab.json").read_bytes())["vocabularies"]


def test_every_label_is_there_in_both_languages() -> None:
    missing = [
        (name, code)
        for name, labels in words().items()
        for code, label in labels.items()
        if not all(label[language].strip() for language in LANGUAGES)
    ]
    assert missing == []


def test_every_code_has_a_label_and_no_label_lacks_a_code() -> None:
    for vocabulary, name in NAMES.items():
        assert list(words()[name]) == [member.value for member in vocabulary]


def test_no_label_uses_a_word_that_puts_the_person_second() -> None:
    labels = [text for group in words().values() for label in group.values() for text in label.values()]
    assert [text for text in labels if FORBIDDEN.search(text)] == []


def test_two_codes_of_one_vocabulary_never_read_the_same() -> None:
    for name, group in words().items():
        for language in LANGUAGES:
            said = [label.get(f"{language}_short", label[language]) for label in group.values()]
            assert len(set(said)) == len(said), name


def test_a_chip_gets_the_short_label_and_a_sentence_the_long_one() -> None:
    labels = read_labels(resource("library", "vocab.json").read_bytes())
    assert labels.of(Support.QUESTIONS, "en", short=True) == "Helped prepare questions for staff"
    assert labels.of(Support.QUESTIONS, "en") == "Helped them prepare questions for staff"
    assert labels.of(Setting.ED, "es") == "Urgencias"
    assert labels.all(Outcome, "es")["declined"] == "Dijo que no, gracias"


def test_a_vocabulary_file_that_lost_a_code_is_not_used() -> None:
    raw = json.loads(resource("library", "vocab.json").read_bytes())
    del raw["vocabularies"]["setting"]["ed"]
    with pytest.raises(LabelsDamagedError):
        read_labels(json.dumps(raw).encode())
    with pytest.raises(LabelsDamagedError):
        read_labels(b"not json")
