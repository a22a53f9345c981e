"""A peer's own order: every answer stays reachable, and none is made up."""

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.own_chips import OwnChips
from peerdesk.domain.vocabulary import Support

CODES = [code.value for code in Support]
SOME = st.lists(st.sampled_from([*CODES, "of a newer one"]), unique=True)


@given(order=SOME, hidden=SOME, also=st.lists(st.sampled_from(CODES), unique=True))
def test_what_is_offered_is_what_is_not_hidden_in_the_chosen_order(
    order: list[str], hidden: list[str], also: list[str]
) -> None:
    own = OwnChips().with_list("support", order, hidden)
    offered = own.offered("support", CODES, also)
    assert len(set(offered)) == len(offered)
    assert set(also) <= set(offered) <= set(CODES)
    assert offered
    if set(CODES) - set(hidden):
        assert set(offered) == (set(CODES) - set(hidden)) | set(also)
    ranked = [code for code in order if code in offered]
    assert [code for code in offered if code in order] == ranked
    assert own.ordered("support", CODES)[: len([c for c in order if c in CODES])] == tuple(
        code for code in order if code in CODES
    )


def test_another_list_is_left_alone() -> None:
    own = OwnChips().with_list("support", ["hope"], ["time"]).with_list("setting", ["street"], [])
    assert own.ordered("setting", ["ed", "street"]) == ("street", "ed")
    assert own.offered("support", ["time", "listened", "hope"]) == ("hope", "listened")
    assert own.offered("next", ["group"]) == ("group",)
