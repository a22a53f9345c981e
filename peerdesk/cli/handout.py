"""`peerdesk handout`: pages to print and give away. No notes are opened, and nothing is kept."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.domain.handouts import Handout, TeamCard
from peerdesk.work.handing_out import put_new
from peerdesk.work.handouts import handout_names, handout_page

KIND = click.Choice([kind.value for kind in Handout])
LANGUAGE = click.Choice(["en", "es"])


@click.command(cls=Command, epilog='Example: peerdesk handout team_card --out card.html --call-me "Jo" --language es')
@click.argument("kind", type=KIND, metavar="PAGE")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--language", type=LANGUAGE, default="en", help="The language of the page.")
@click.option("--and", "also", type=LANGUAGE, help="A copy in this language, on a page of its own.")
@click.option("--call-me", default="", metavar="TEXT", help="team_card: what they want to be called.")
@click.option("--helps", default="", metavar="TEXT", help="team_card: what helps them.")
@click.option("--hinders", default="", metavar="TEXT", help="team_card: what does not help.")
@click.option("--worried", default="", metavar="TEXT", help="team_card: what they are worried about.")
@click.option("--next", "wanted", default="", metavar="TEXT", help="team_card: what they would like next.")
@pass_invocation
def handout(invocation: Invocation, /, kind: str, out: Path, language: str, also: str | None, **said: str) -> None:
    """Write a page to print: team_card, intro, poster, slip or pulse. An answer left out is a line to write on.

    team_card is somebody's own: hand it to them. PeerDesk keeps no copy, and the file is yours to delete.
    """
    card = TeamCard(
        call_me=said["call_me"],
        helps=said["helps"],
        hinders=said["hinders"],
        worried=said["worried"],
        next=said["wanted"],
    )
    chosen = Handout(kind)
    if chosen is not Handout.TEAM_CARD and card != TeamCard():
        raise click.UsageError("Only team_card holds answers.")
    languages = tuple(dict.fromkeys((language, *([also] if also else []))))
    page = handout_page(chosen, languages, card)
    try:
        put_new(out, page.encode())
    except FileExistsError:
        raise RefusalError("exists", f"{out} is there already. Choose another name.") from None
    except OSError:
        raise RefusalError("not_written", f"{out} could not be written. Choose another place.") from None
    document = {"file": str(out), "page": kind, "languages": list(languages)}
    invocation.answer(document, [f"{handout_names(language)[chosen]}: {out}"])
