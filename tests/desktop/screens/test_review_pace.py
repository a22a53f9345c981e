"""Forty shared notes on one desk: how long a week's review takes, by the keystroke model and a calm reading pace."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.work.sharing import share
from peerdesk.work.supervision import how_many_new, open_item, review_queue
from tests.desktop.desks import open_door
from tests.desktop.screens.test_paused_shares import said
from tests.support.fingers import Fingers
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital, clock
from tests.work.ward import NOTE, Pair

ITEMS = 40
COMMENT_EACH = 8
WORDS_A_MINUTE = 200
MOST_MINUTES = 20
MEMORY = "They asked whether the group on Tuesday is open to somebody new, and I said that I would walk over. " * 2
COMMENT = "Thank you for walking over together."


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        for number in range(ITEMS):
            draft = replace(NOTE, handle=f"Blue Heron {number + 10}", memory=MEMORY, follow_up="")
            share(pair.devon, pair.note(draft), pair.reader, clock(), include_memory=True)
        pair.meet()
        yield pair


def test_forty_notes_are_read_and_answered_well_within_twenty_minutes(week: Pair) -> None:
    week.tomas.close()
    with open_door(week.hospital.folder / "homes" / "Tomas Okafor", remotes=week.hospital.remotes) as desk:
        desk.unlock(PASSPHRASE)
        routes = desk.routes
        assert isinstance(routes, SupervisorRoutes)
        hand, words = Fingers(desk), 0
        with hand.counting() as strokes:
            for number in range(ITEMS):
                hand.press("J")
                desk.settle()
                words += sum(len(line.split()) for line in said(routes.review.item))
                hand.press("R")
                desk.settle()
                if number % COMMENT_EACH == 0:
                    hand.press("C")
                    hand.write(COMMENT)
                    hand.press("Ctrl+Return")
                    desk.settle()
                    desk.press("F6")
        hand.close()
        minutes = strokes.seconds / 60 + words / WORDS_A_MINUTE
        print(f"{ITEMS} shared notes: {strokes}; {words} words; {minutes:.1f} minutes")
        assert minutes < MOST_MINUTES
        vault = routes.model._bench.vault
        assert how_many_new(vault) == 0
        queue = review_queue(vault)
        assert sum(one.received.answer is not None for one in queue) == ITEMS
        details = [open_item(vault, one.received.item.id, clock(), os.urandom)[0] for one in queue]
        assert sum(len(one.comments) for one in details) == ITEMS // COMMENT_EACH
