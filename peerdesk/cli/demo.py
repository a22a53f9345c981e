"""`peerdesk demo`: an invented hospital, to look at in windows or to watch being played."""

import os
import signal
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.demo_people import cast
from peerdesk.cli.demo_road import Road
from peerdesk.cli.demo_steps import Step, Steps
from peerdesk.cli.desk import has_display
from peerdesk.cli.invocation import Invocation, pass_invocation

DONE, DID_NOT_HOLD = 0, 1
ENDED = 128 + signal.SIGTERM


@click.command(cls=Command, epilog="Example: peerdesk demo --headless --out shots/")
@click.option("--headless", is_flag=True, help="Play the road without a display, also where there is one.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("peerdesk-demo"),
    show_default=True,
    metavar="DIR",
    help="Where screenshots go.",
)
@pass_invocation
def demo(invocation: Invocation, headless: bool, out: Path) -> int:
    """See PeerDesk at work: a hospital, two peers and a supervisor, all invented, on this computer only.

    With a display it opens a desk for Devon and one for Tomas, and ends when they are closed. Without one it plays the
    whole road with the real server and real windows, prints every step with what was checked, and saves screenshots.
    Everything it makes is removed again, except the screenshots.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))
    steps = Steps(tell=lambda step: _tell(invocation, step))
    with tempfile.TemporaryDirectory(prefix="peerdesk-demo-", ignore_cleanup_errors=True) as folder:
        road = Road(Path(folder), cast(Path(folder)), steps)
        with closing(road):
            if headless or not has_display():
                return _headless(invocation, road, out)
            return _with_windows(road)


def _headless(invocation: Invocation, road: Road, out: Path) -> int:
    from peerdesk.cli.demo_windows import look_at_windows

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    pictures: list[Path] = []
    try:
        road.found()
        road.enrol()
        road.record_offline()
        road.sync()
        road.share()
        road.review()
        pictures = look_at_windows(road, out)
        road.withdraw()
        road.look_at_the_server()
    except Exception as problem:
        # The edge of the play: each step has told what did not hold, and the closing lines and the status follow.
        invocation.aside(f"The demo stopped: {type(problem).__name__}")
    held = road.steps.all_held
    document = {
        "steps": [step.shape() for step in road.steps.played],
        "screenshots": [str(path) for path in pictures],
        "ok": held,
    }
    invocation.answer(document, _closing_lines(road, pictures))
    return DONE if held else DID_NOT_HOLD


def _with_windows(road: Road) -> int:
    from peerdesk.cli.demo_windows import open_desks

    road.found()
    road.enrol()
    road.record_offline()
    road.sync()
    road.share()
    for actor in road.cast.everybody:
        actor.close()
    click.echo("Two desks open now. They ask for a passphrase; type:")
    for actor in (road.cast.devon, road.cast.tomas):
        click.echo(f"  {actor.name}: {actor.passphrase}")
    click.echo("The demo ends when both are closed.")
    return open_desks(road)


def _tell(invocation: Invocation, step: Step) -> None:
    if invocation.as_json:
        return
    click.echo(f"{'ok  ' if step.ok else 'NO  '}{step.name:<28}{step.ms:>7} ms")
    for sentence in step.checked:
        click.echo(f"      - {sentence}")


def _closing_lines(road: Road, pictures: list[Path]) -> list[str]:
    lines = [f"{len(pictures)} screenshots in {pictures[0].parent}"] if pictures else []
    held = sum(step.ok for step in road.steps.played)
    return [*lines, f"{held} of {len(road.steps.played)} steps held."]
