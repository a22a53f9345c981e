"""The frozen stories of merging: what is shown may never change for revisions that exist."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.merge import Candidate, Head, Stamp, arrived, conflicts, view

FROZEN = Path(__file__).parent.parent / "vectors" / "merge"
STORIES = [
    story
    for file in ("two_computers.json", "three_computers.json")
    for story in json.loads((FROZEN / file).read_text(encoding="utf-8"))["stories"]
]


def stamp(text: str) -> Stamp:
    device, run, n = text.split(".")
    return Stamp(device.encode(), run.encode(), int(n))


def head(line: dict[str, Any]) -> Head:
    own = stamp(line["stamp"])
    seen = {(key.split(".")[0].encode(), key.split(".")[1].encode()): n for key, n in line["seen"].items()}
    return Head(
        revision=line["id"].encode(),
        parents=tuple(parent.encode() for parent in line["parents"]),
        fields={name: tuple(Candidate(v, stamp(s)) for v, s in said) for name, said in line["fields"].items()},
        seen={**seen, (own.device, own.run): own.n},
    )


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["name"])
def test_every_order_of_arrival_shows_what_was_frozen(story: dict[str, Any]) -> None:
    for order in itertools.permutations([head(line) for line in story["revisions"]]):
        heads: tuple[Head, ...] = ()
        named: set[bytes] = set()
        for new in order:
            heads = arrived(heads, new, superseded=new.revision in named)
            named.update(new.parents)
        shown = view(heads)
        assert [h.revision for h in heads] == [name.encode() for name in story["heads"]]
        assert {name: [c.value for c in said] for name, said in shown.items()} == story["shows"]
        assert conflicts(shown) == tuple(name for name, said in story["shows"].items() if len(said) > 1)
