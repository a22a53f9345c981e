"""What a supervisor writes for their team: who reads it, in which version, and what holds where two say something."""

import os
from dataclasses import replace

import pytest

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.local_words import LocalWords
from peerdesk.domain.team_guides import guide_lines
from peerdesk.domain.team_texts import TeamLine, TeamPart, TeamText
from peerdesk.domain.team_words import TeamWord
from peerdesk.domain.vocabulary import Role
from peerdesk.sync import payload
from peerdesk.sync.shapes import OWN_WORDS
from peerdesk.vault.vault import Vault
from peerdesk.work.guides import EVERYWHERE, NUMBERS, filled_in, guides, whose
from peerdesk.work.nudges import team_words, with_team_word
from peerdesk.work.team_documents import GivenList
from peerdesk.work.team_texts import (
    ReceivedText,
    given_text,
    given_to,
    note_text_seen,
    own_versions,
    publish_text,
    received_texts,
    restore_text,
)
from tests.support.hospital import clock
from tests.support.two_computers import second_computer
from tests.work.office import Office
from tests.work.ward import Pair

GUIDES = TeamPart.GUIDES


@pytest.fixture
def team(pair: Pair) -> Pair:
    """The two, who know of each other."""
    pair.meet()
    return pair


def publish(vault: Vault, lines: tuple[TeamLine, ...], changed: str = "", part: TeamPart = GUIDES) -> GivenList:
    return publish_text(vault, part, lines, changed, clock(), os.urandom)[0]


def number(line: str) -> tuple[TeamLine, ...]:
    return guide_lines({"supervisor": line})


def received(vault: Vault, part: TeamPart = GUIDES) -> tuple[ReceivedText, ...]:
    return received_texts(vault, part, clock())


def see(vault: Vault, author: PersonId) -> None:
    (shown,) = (one.text for one in received(vault) if one.author == author)
    note_text_seen(vault, author, shown, clock())


def line(vault: Vault) -> str:
    return filled_in(vault, clock()).local.supervisor


def test_a_peer_reads_each_version_with_what_was_there_before(team: Pair) -> None:
    publish(team.tomas, (*number("Tomas, 0142"), TeamLine(about="step_court", said="Ask for Ruth")))
    team.meet()
    (first,) = received(team.devon)
    assert (first.name, first.text.version, first.before, first.is_new, first.holds) == (
        "Tomas Okafor",
        1,
        None,
        True,
        True,
    )
    # It holds before anybody looked: a new number must not wait for a press.
    assert line(team.devon) == line(team.tomas) == "Tomas, 0142"
    filled = filled_in(team.devon, clock())
    court = next(one for one in guides("en", filled.local, filled.steps) if one.code == "court")
    assert court.steps[-3] == "Ask for Ruth"
    see(team.devon, first.author)
    publish(team.tomas, number("Tomas, 0143"), "New number")
    team.meet()
    (second,) = received(team.devon)
    assert (second.text.changed, second.text.version, second.is_new) == ("New number", 2, True)
    assert second.before == first.text
    see(team.devon, first.author)
    assert not received(team.devon)[0].is_new


def test_nobody_is_sent_a_version_twice_and_an_older_one_comes_back_as_a_new_one(team: Pair) -> None:
    assert given_text(team.tomas, GUIDES, clock()) == GivenList(peers=1, up_to_date=0)
    publish(team.tomas, number("one"))
    assert publish(team.tomas, number("two")).gave == 1
    assert [(one.name, one.version, one.is_sent) for one in given_to(team.tomas, GUIDES, clock())] == [
        ("Devon Achebe", 2, False)
    ]
    team.meet()
    assert [one.is_sent for one in given_to(team.tomas, GUIDES, clock())] == [True]
    before = own_versions(team.tomas, GUIDES)
    again, changes = publish_text(team.tomas, GUIDES, number("two"), "", clock(), os.urandom)
    assert (again, changes) == (GivenList(peers=1, up_to_date=1, gave=0), Changes())
    assert [one.version for one in before] == [2, 1]
    assert own_versions(team.tomas, GUIDES) == before
    restore_text(team.tomas, before[1], "As before", clock(), os.urandom)
    team.meet()
    assert line(team.devon) == "one"
    assert received(team.devon)[0].text.version == 3
    assert given_text(team.tomas, GUIDES, clock()) == GivenList(peers=1, up_to_date=1)
    with pytest.raises(NotFoundError):
        restore_text(team.tomas, replace(before[1], version=9), "", clock(), os.urandom)


def test_only_whoever_supervises_writes_for_a_team(team: Pair) -> None:
    with pytest.raises(NotAllowedError) as caught:
        publish(team.devon, number("me"))
    assert caught.value.action == "places_publish"
    assert given_text(team.devon, GUIDES, clock()) is None
    with team.tomas.read() as tx:
        tomas = tx.person
    with team.devon.write() as tx:
        # Towards their supervisor it is a text of somebody who supervises nobody.
        forged = TeamText(part=GUIDES, version=9, published_on=clock().date(), lines=number("me"))
        tx.team_texts.give(tomas, RecordId(bytes([7]) * 16), forged)
        devon = tx.person
    team.meet()
    assert received(team.tomas) == ()
    assert line(team.tomas) == ""
    with pytest.raises(NotAllowedError):
        note_text_seen(team.tomas, devon, forged, clock())


def test_what_was_read_is_the_text_and_not_its_number(team: Pair) -> None:
    publish(team.tomas, number("Tomas, 0142"))
    team.meet()
    (first,) = received(team.devon)
    publish(team.tomas, number("Tomas, 0143"))
    team.meet()
    # The sheet still shows the first one when "I have read it" is pressed.
    note_text_seen(team.devon, first.author, first.text, clock())
    (second,) = received(team.devon)
    assert (second.is_new, second.before) == (True, first.text)
    see(team.devon, first.author)
    assert not received(team.devon)[0].is_new
    with team.devon.read() as tx:
        devon = tx.person
    with team.tomas.write() as tx:
        # Another computer of the same supervisor, which had not heard of it, gives another one with the same number.
        other, n = second.text, 0
        while other == second.text:
            n += 1
            lines = number(f"Other, {n}")
            tx.team_texts.give(devon, RecordId(bytes([n]) * 16), replace(second.text, lines=lines))
            _, other = tx.team_texts.given(devon, GUIDES) or (None, other)
    team.meet()
    assert [(one.version, one.is_newest) for one in given_to(team.tomas, GUIDES, clock())] == [(2, False)]
    (third,) = received(team.devon)
    assert (third.text, third.is_new, third.before) == (other, True, second.text)
    # What a peer holds under the same number is given anew above it.
    assert given_text(team.tomas, GUIDES, clock()) == GivenList(peers=1, up_to_date=0)
    publish(team.tomas, number("Tomas, 0143"))
    team.meet()
    assert (received(team.devon)[0].text.version, line(team.devon)) == (3, "Tomas, 0143")


def test_of_two_texts_with_one_number_no_clock_in_an_id_decides(team: Pair) -> None:
    texts = [TeamText(part=GUIDES, version=5, published_on=clock().date(), lines=number(name)) for name in "AB"]
    for vault, order in ((team.tomas, texts), (team.devon, texts[::-1])):
        with vault.write() as tx:
            for n, text in enumerate(order, start=1):
                tx.team_texts.keep(RecordId(bytes([n]) * 16), text)
    assert own_versions(team.tomas, GUIDES) == own_versions(team.devon, GUIDES)
    for text in own_versions(team.tomas, GUIDES)[::-1]:
        restore_text(team.tomas, text, "", clock(), os.urandom)
        assert own_versions(team.tomas, GUIDES)[0].lines == text.lines


def test_of_two_supervisors_both_show_and_the_one_looked_at_last_holds(team: Pair) -> None:
    ruth = team.hospital.join("Ruth Lind", Role.SUPERVISOR)
    Office(team.hospital).assign("Devon Achebe", "Ruth Lind", beside=True)
    for vault in (ruth, team.devon, team.tomas):
        team.hospital.sync(vault)
    publish(team.tomas, number("Tomas, 0142"))
    publish(ruth, number("Ruth, 0199"))
    for vault in (ruth, team.tomas, team.devon):
        team.hospital.sync(vault)
    both = {one.name: one.author for one in received(team.devon)}
    assert both.keys() == {"Tomas Okafor", "Ruth Lind"}
    for name, said in (("Ruth Lind", "Ruth, 0199"), ("Tomas Okafor", "Tomas, 0142"), ("Ruth Lind", "Ruth, 0199")):
        see(team.devon, both[name])
        first, other = received(team.devon)
        assert (first.name, first.holds, other.holds) == (name, True, False)
        assert line(team.devon) == said
        filled = filled_in(team.devon, clock())
        holds, differs = whose("en", filled, "", ["today", "today"], is_old=True).lines
        assert holds == f"{name} filled this in for your team on today."
        assert differs.startswith(f"{other.name} gave you other words on today.")
        assert differs.endswith(other.text.lines[0].said)
    assert not any(one.is_new for one in received(team.devon))


def test_it_is_said_whose_words_stand_and_a_hospital_vouches_for_its_own_alone(team: Pair) -> None:
    hospital = LocalWords(team="5555", report="Call first", checked=clock().date())

    def told(*, is_old: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
        filled = replace(filled_in(team.devon, clock()), hospital=hospital)
        days = ["Friday"] * len(filled.received)
        every, numbers = (
            whose("en", filled, "Monday", days, is_old=is_old, places=places) for places in (EVERYWHERE, NUMBERS)
        )
        return every.lines, numbers.lines

    checked, by_team = "Your hospital checked this on Monday.", "Tomas Okafor filled this in for your team on Friday."
    rest = "The rest is your hospital's, checked on Monday."
    assert told() == ((checked,), (checked,))
    # A step or a rule alone says nothing of the numbers, and a number alone nothing of the rule.
    for said, expected in (
        ({"step_court": "Ask for Ruth", "report": "Ask Ruth"}, ((by_team, rest), (checked,))),
        ({"supervisor": "Tomas, 0142"}, ((by_team, rest), (by_team, rest))),
        ({"supervisor": "Tomas, 0142", "team": "1"}, ((by_team, rest), (by_team,))),
        ({"supervisor": "Tomas, 0142", "team": "1", "report": "Ask"}, ((by_team,), (by_team,))),
        ({}, ((checked,), (checked,))),
    ):
        publish(team.tomas, guide_lines(said))
        team.meet()
        assert told() == expected, said
    publish(team.tomas, number("Tomas, 0142"))
    assert whose("en", filled_in(team.tomas, clock()), "", [], is_old=True).lines == (
        "You filled this in for your team.",
    )


def test_a_peer_who_changes_team_takes_the_new_teams(team: Pair) -> None:
    publish(team.tomas, number("Tomas, 0142"))
    team.meet()
    see(team.devon, received(team.devon)[0].author)
    ruth = team.hospital.join("Ruth Lind", Role.SUPERVISOR)
    Office(team.hospital).assign("Devon Achebe", "Ruth Lind")
    for vault in (team.devon, ruth, team.tomas):
        team.hospital.sync(vault)
    assert line(team.devon) == ""
    publish(ruth, number("Ruth, 0199"))
    with pytest.raises(NotAllowedError) as caught:
        publish(team.tomas, number("Tomas, 0143"))
    assert caught.value.action == "team_empty"
    for vault in (ruth, team.devon):
        team.hospital.sync(vault)
    assert line(team.devon) == "Ruth, 0199"


def test_the_words_of_a_team_reach_its_peers(team: Pair) -> None:
    said = with_team_word((), TeamWord(language="en", said="bed blocker", instead="person who waits"))
    publish(team.tomas, said, part=TeamPart.WORDS)
    team.meet()
    assert team_words(team.devon, clock()) == team_words(team.tomas, clock()) == said
    assert received(team.devon) == ()


def test_an_older_peerdesk_keeps_it_unread_and_shows_it_once_it_is_updated(team: Pair) -> None:
    publish(team.tomas, number("Tomas, 0142"))
    team.hospital.sync(team.tomas)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payload, "LATEST", OWN_WORDS)
        team.hospital.sync(team.devon)
        assert received(team.devon) == ()
    team.meet()
    team.meet()
    assert line(team.devon) == "Tomas, 0142"


def test_two_computers_of_a_supervisor_give_one_text_or_the_other_and_never_a_mixture(team: Pair) -> None:
    home = second_computer(team.tomas, team.hospital.folder / "homes" / "second", team.hospital.remotes("", b""))
    team.hospital.open_vaults.append(home)
    texts = [guide_lines({"team": name, "supervisor": name, "report": name}) for name in ("ward", "home")]
    for vault in (home, team.tomas, home):
        team.hospital.sync(vault)
    for vault, lines in zip((team.tomas, home), texts, strict=True):
        publish(vault, lines)
    for vault in (team.tomas, home, team.tomas, team.devon):
        team.hospital.sync(vault)
    (read,) = received(team.devon)
    assert read.text.lines in texts
    assert own_versions(home, GUIDES) == own_versions(team.tomas, GUIDES)
    assert [one.version for one in own_versions(home, GUIDES)] == [1, 1]
    # Of the two the same one holds for whoever wrote them and for whoever reads them, whatever their ids are.
    assert own_versions(home, GUIDES)[0] == read.text
    assert given_text(home, GUIDES, clock()) == GivenList(peers=1, up_to_date=1)
    publish(home, number("after both"))
    for vault in (home, team.devon):
        team.hospital.sync(vault)
    assert (received(team.devon)[0].text.version, line(team.devon)) == (2, "after both")
