"""`peerdesk note resolve`: keep one of the versions that stand side by side, or both."""

from collections.abc import Iterator, Sequence

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.versions import dispute_shape, option_name
from peerdesk.work.reading import resolve as resolve_note
from peerdesk.work.reading import standing
from peerdesk.work.two_versions import Dispute, Option, Pick, disputes, settle

DONE, STILL_TWO = 0, 4
MINE, THEIRS, BOTH = "mine", "theirs", "both"


@click.command(cls=Command, epilog="Example: peerdesk note resolve 0192f3 --keep both --field memory")
@click.argument("note", metavar="ID")
@click.option(
    "--keep",
    required=True,
    metavar="mine|theirs|both|N",
    help="This computer's, the other computer's, both of them, or the one with this number in `note show`.",
)
@click.option("--field", "fields", multiple=True, metavar="NAME", help="Only this answer; the others stay as they are.")
@pass_invocation
def resolve(invocation: Invocation, note: str, keep: str, fields: tuple[str, ...]) -> int:
    """Keep one of two versions of a note, or both. What is not kept stays in the history.

    Both is for text and for lists; of a place or a day one has to be kept. Where "both" or "theirs" does not say which,
    nothing is changed and the answer is named. Sharing is settled to the readers that all computers agree on.
    """
    if keep not in {MINE, THEIRS, BOTH} and not keep.isdecimal():
        raise click.UsageError("--keep wants mine, theirs, both, or a number that `note show` prints.")
    with opened(invocation) as vault:
        record = resolve_note(vault, note)
        settle(vault, record, list(_picks(disputes(vault, record), keep, fields)), now())
        left = disputes(vault, record)
        revision = standing(vault, record).hex()
    document = {"id": record.hex(), "revision": revision, "two_versions": [dispute_shape(one) for one in left]}
    still = ", ".join(option_name(one.field) for one in left)
    invocation.answer(
        document, [f"Kept. Still two versions of: {still}" if left else "Kept. There is one version now."]
    )
    return STILL_TWO if left else DONE


def _picks(differing: Sequence[Dispute], keep: str, fields: Sequence[str]) -> Iterator[Pick]:
    known = {option_name(one.field) for one in differing}
    if not differing:
        raise RefusalError("one_version", "There is only one version of this note.")
    for name in fields:
        if name not in known:
            raise RefusalError(
                "one_version", f"There is only one version of {name}. Two are there of: {_names(known)}."
            )
    for dispute in differing:
        if dispute.is_picked and (not fields or option_name(dispute.field) in fields):
            yield _pick(dispute, keep)


def _pick(dispute: Dispute, keep: str) -> Pick:
    if keep == BOTH:
        if dispute.both is None:
            name = option_name(dispute.field)
            raise RefusalError("pick_one", f"Of {name} one has to be kept: --keep mine or theirs --field {name}")
        return Pick(record=dispute.record, field=dispute.field, stamp=None)
    return Pick(record=dispute.record, field=dispute.field, stamp=_meant(dispute, keep).stamp)


def _meant(dispute: Dispute, keep: str) -> Option:
    if keep.isdecimal():
        found = dispute.options[int(keep) - 1 : int(keep)]
    else:
        found = tuple(one for one in dispute.options if one.is_mine == (keep == MINE))
    if len(found) != 1:
        name = option_name(dispute.field)
        sentence = f"Say which {name} is meant by its number in `note show`: --keep N --field {name}"
        raise RefusalError("which_one", sentence)
    return found[0]


def _names(known: set[str]) -> str:
    return ", ".join(sorted(known))
