"""Sharing: private unless widened, exactly what the preview says, and off wherever two computers disagree."""

from dataclasses import fields
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.encounter import Encounter
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.sharing import Grant, Projection, project, settled, stopped, widened
from peerdesk.domain.vocabulary import Mattered, NextState, NextStep, Outcome, Setting, Supply, Support, WrittenWith

TOMAS, OTHER = PersonId(b"t" * 16), PersonId(b"o" * 16)
TEXT_THAT_STAYS = "only for me"

encounter = Encounter(
    id=RecordId(bytes(16)),
    happened_on=date(2026, 11, 21),
    setting=Setting.ED,
    outcome=Outcome.MET,
    support=(Support.TIME,),
    mattered=(Mattered.HOUSING,),
    next={NextStep.SHELTER: NextState.OFFERED},
    supplies={Supply.SHARPS: 1},
    words=TEXT_THAT_STAYS,
    memory="for my memory",
    written_with=WrittenWith.SHOWN,
    prompt="talk about this",
)


def test_a_share_without_the_tick_leaves_every_text_of_the_peer_behind() -> None:
    copy = project(encounter, handle="Blue Heron 27", follow_up=None, include_memory=False)
    assert "for my memory" not in repr(copy)
    assert TEXT_THAT_STAYS not in repr(copy)
    assert copy.handle == "Blue Heron 27"
    assert copy.prompt == "talk about this"


def test_the_memory_note_goes_along_only_when_it_was_ticked() -> None:
    follow_up = FollowUp(id=RecordId(b"f" * 16), due=date(2026, 11, 28), encounter=None, individual=None)
    copy = project(encounter, handle="", follow_up=follow_up, include_memory=True)
    assert copy.memory == "for my memory"
    assert copy.follow_up_due == date(2026, 11, 28)


def test_supplies_what_mattered_and_their_words_have_no_place_in_a_copy() -> None:
    names = {f.name for f in fields(Projection)}
    assert names.isdisjoint({"supplies", "mattered", "words", "individual", "length", "language", "written_with"})


@given(st.lists(st.booleans(), max_size=20))
def test_a_generation_is_never_used_twice(clicks: list[bool]) -> None:
    grants: dict[PersonId, Grant] = {}
    used: list[int] = []
    for on in clicks:
        if on:
            grants = widened(grants, TOMAS, max(used, default=0), include_memory=False)
            used.append(grants[TOMAS].generation)
        else:
            grants = stopped(grants, TOMAS)
            assert not grants[TOMAS].is_on
    assert used == sorted(set(used))


grants_of = st.dictionaries(
    st.sampled_from([TOMAS, OTHER]),
    st.builds(Grant, generation=st.integers(0, 3), include_memory=st.booleans()),
)


@given(st.lists(grants_of, min_size=1, max_size=3))
def test_where_computers_disagree_nobody_reads(alternatives: list[dict[PersonId, Grant]]) -> None:
    for reader, grant in settled(alternatives).items():
        if grant.is_on:
            assert all(said.get(reader) == grant for said in alternatives)


def test_stopping_for_one_reader_leaves_the_others() -> None:
    both = widened(widened({}, TOMAS, 0, include_memory=True), OTHER, 1, include_memory=False)
    left = stopped(both, TOMAS)
    assert not left[TOMAS].is_on
    assert left[OTHER].is_on
