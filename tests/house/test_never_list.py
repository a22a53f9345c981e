"""What PeerDesk must never have a place for, so that no order, subpoena or mistake can ask it for it.

A field or a code whose name contains one of these words fails, wherever a record can be described: the domain's
values, the vault's tables, the shapes on the network, the vocabularies.
"""

import ast
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum

import pytest

import peerdesk.domain
import peerdesk.domain.vocabulary
from tests.house.tree import ROOT, inside, parsed, python_files

NEVER = {
    *("substance", "drug", "drugs", "heroin", "fentanyl", "opioid", "cocaine", "meth", "alcohol", "methadone"),
    *("dose", "dosage", "amount", "frequency", "last_use", "relapse", "sober", "sobriety", "clean_date"),
    *("tox", "toxicology", "uds", "urine", "lab_result", "overdose_count", "overdoses"),
    *("diagnosis", "icd", "dsm", "symptom", "symptoms", "score", "severity", "risk", "rating", "rank"),
    *("medication", "medications", "prescription", "adherence", "compliance", "motivation"),
    *("charge", "charges", "case_number", "immigration", "ssn", "social_security", "insurance", "medicaid"),
    *("mrn", "legal_name", "birth", "birthday", "dob", "address", "photo", "gps", "latitude", "longitude"),
    *("recovery_date", "patient", "client"),
}
"""Whole words between underscores; a pair is found as a pair."""

HANDED_OVER = {"FENTANYL_STRIPS", "fentanyl_strips"}
"""Supplies are counted as things handed over. They are never part of a share (see domain/sharing.py)."""

NETWORK = {"address", "server_address"}
"""In the shapes on the network and in the vault's settings an address is the server's."""

NOTICED = {"said", "unless", "detail", "detail_unless"}
"""The lists of `nudges.json` that say what is noticed in a note, so that something else can be suggested."""

MISSED_LABEL = re.compile(
    r"\b(?:dose|dosage|milligrams?|relapse|diagnosis|toxicology|MRN|date of birth|social security|patients?"
    r"|clients?|addicts?|abusers?|non-?complian\w+)\b",
    re.IGNORECASE,
)


def forbidden(name: str) -> bool:
    words = name.lower().split("_")
    spans = {"_".join(words[start : start + length]) for start in range(len(words)) for length in (1, 2)}
    return name not in HANDED_OVER and bool(spans & NEVER)


def vocabulary_codes() -> Iterator[str]:
    for module in pkgutil.iter_modules(peerdesk.domain.__path__, "peerdesk.domain."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, Enum):
                for member in kind:
                    yield from (member.name, str(member.value))


def field_names(room: str) -> Iterator[tuple[str, str]]:
    """Yield where and what: every annotated name in the body of a class."""
    for path in python_files(room):
        for owner in ast.walk(parsed(path)):
            if isinstance(owner, ast.ClassDef):
                for part in owner.body:
                    if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                        yield f"{inside(path)}:{owner.name}", part.target.id


@pytest.mark.parametrize("room", [f"peerdesk/{room}" for room in ("domain", "vault", "wire", "sync", "work")])
def test_no_record_has_a_place_for_what_is_on_the_never_list(room: str) -> None:
    allowed = set() if room == "peerdesk/domain" else NETWORK
    found = [f"{where}.{name}" for where, name in field_names(room) if name not in allowed and forbidden(name)]
    assert found == []


def test_no_code_of_a_vocabulary_is_on_the_never_list() -> None:
    codes = set(vocabulary_codes())
    assert "met" in codes
    assert [code for code in sorted(codes) if forbidden(code)] == []


def test_no_label_of_a_vocabulary_speaks_of_what_is_on_the_never_list() -> None:
    def words(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for name, part in value.items():
                yield from words(part) if name not in NOTICED else ()
        elif isinstance(value, list):
            for part in value:
                yield from words(part)

    found = [
        f"{path.name}: {text}"
        for path in sorted((ROOT / "resources" / "library").rglob("*.json"))
        for text in words(json.loads(path.read_text(encoding="utf-8")))
        if MISSED_LABEL.search(text)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["last_use", "drug", "mrn_number", "home_address", "risk_rating", "date_of_birth"])
def test_the_never_list_is_noticed_inside_longer_names(name: str) -> None:
    assert forbidden(name)


@pytest.mark.parametrize("name", ["meds_option", "overdose_ed", "phone", "scored_by_nobody", "charger"])
def test_words_that_only_look_alike_are_left_alone(name: str) -> None:
    assert not forbidden(name)
