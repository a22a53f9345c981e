"""A peer's own notes as a table: only what was chosen, nothing that is worked out, and a notice first."""

import csv
import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.labels import read_labels
from peerdesk.work.own_export import ALWAYS, ExportWish, OwnTable, export_words, own_csv, own_page, own_table
from peerdesk.work.resources import resource
from tests.house.test_never_list import MISSED_LABEL, forbidden
from tests.support.hospital import clock
from tests.support.vaults import new_vault

LABELS = read_labels(resource("library", "vocab.json").read_bytes())
NOTE = EncounterDraft(
    setting="ed",
    outcome="met",
    support=("time", "listened"),
    handle="Blue Heron 27",
    memory="=HYPERLINK(1)",
    words="Let me sleep",
    prompt="Ask about the bus",
    supplies={"resource_card": 2},
    happened_on="2026-11-21",
)
NOVEMBER = ExportWish(first=date(2026, 11, 1), last=date(2026, 11, 30))
ALL = ExportWish(first=NOVEMBER.first, last=NOVEMBER.last, handles=True, memory=True)


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with new_vault(home) as made:
        keep_encounter(made, NOTE, clock(), os.urandom)
        yield made


def test_only_what_was_chosen_goes_out(vault: Vault) -> None:
    table = own_table(vault, NOVEMBER, LABELS)
    assert (len(table.heads), len(table.rows)) == (len(ALWAYS), 1)
    for out in (own_csv(table), own_page(table)):
        for private in ("Heron", "HYPERLINK", "Let me sleep", "bus"):
            assert private not in out
    whole = own_csv(own_table(vault, ALL, LABELS, "es"))
    assert "Blue Heron 27" in whole
    assert "Urgencias" in whole
    for never in ("Let me sleep", "bus"):
        assert never not in whole
    assert own_table(vault, ExportWish(first=date(2026, 12, 1), last=date(2026, 12, 31)), LABELS).rows == ()


def test_a_group_goes_out_as_a_number_with_its_unit(vault: Vault) -> None:
    group = EncounterDraft(
        setting="rcc", outcome="brief", mode="group", people=8, unit="=Day room", happened_on="2026-11-20"
    )
    keep_encounter(vault, group, clock(), os.urandom)
    _, heads, *rows = csv.reader(io.StringIO(own_csv(own_table(vault, NOVEMBER, LABELS))))
    assert [(row[heads.index("Unit")], row[heads.index("People")]) for row in rows] == [("", ""), ("'=Day room", "8")]


def test_the_notice_is_the_first_line_and_stands_in_the_head_that_each_page_repeats(vault: Vault) -> None:
    table = own_table(vault, ALL, LABELS)
    assert next(csv.reader(io.StringIO(own_csv(table)))) == [table.notice]
    head = own_page(table).partition("<thead>")[2].partition("</thead>")[0]
    assert "42 CFR part 2 prohibits" in head


@given(cells=st.lists(st.text(max_size=8), min_size=1, max_size=3))
def test_no_cell_is_one_that_a_spreadsheet_works_out(cells: list[str]) -> None:
    text = own_csv(OwnTable(title="", notice="n", heads=("a",), rows=(tuple(cells),)))
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            assert not cell.lstrip("\ufeff").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_column_is_on_the_never_list() -> None:
    assert [name for name in ALL.columns if forbidden(name)] == []
    for language in ("en", "es"):
        words = export_words(language)
        assert set(words.columns) == set(ALL.columns)
        assert not MISSED_LABEL.search(" ".join(words.columns.values()))
