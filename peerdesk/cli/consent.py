"""`peerdesk consent`: what individuals allow, and taking it back in one act."""

import os
from pathlib import Path
from typing import Any

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.consent_lines import consent_lines, consent_shape, entry_line, entry_shape
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.words import line, shipped_labels
from peerdesk.domain.consent import ConsentDraft
from peerdesk.domain.consent_vocabulary import RevokedHow
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.consent_forms import release_form, withdrawal_form
from peerdesk.work.consents import (
    all_consents,
    consent_state,
    find_consent,
    find_individual,
    keep_consent,
    local_day,
    note_copy_given,
)
from peerdesk.work.handing_out import put_out
from peerdesk.work.withdrawing import Wish, Withdrawn, revoke_one, withdraw

LANGUAGES = click.Choice(["en", "es"])
HOW = click.Choice([code.value for code in RevokedHow])


def _codes(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for text in given for part in text.split(",") if part.strip())


@click.command(
    cls=Command,
    epilog='Example: peerdesk consent add --handle "Blue Heron 27" --kind verbal_ok_to_keep_in_touch',
)
@click.option("--handle", required=True, metavar="HANDLE", help="Who allows it, as you call them.")
@click.option("--kind", required=True, metavar="KIND", help="verbal_ok_to_keep_in_touch or written_release.")
@click.option("--recipients", multiple=True, metavar="NAME", help="Who may be told. Once for each of them.")
@click.option("--scope", multiple=True, callback=_codes, metavar="CODES", help="What may be told.")
@click.option("--purpose", default="", metavar="CODE", help="What it is for.")
@click.option("--discloser", default="", metavar="NAME", help="Who may tell: you, or your program.")
@click.option("--starts", default="", metavar="DATE", help="The first day (today).")
@click.option("--expires", default="", metavar="DATE", help="The last day.")
@click.option("--until", default="", metavar="CODE", help="The event that ends it, instead of a day.")
@click.option("--signed-how", default="", metavar="CODE", help="paper or on_screen.")
@click.option("--signed-on", default="", metavar="DATE", help="The day they signed.")
@click.option("--statements", multiple=True, callback=_codes, metavar="CODES", help="What the signed form says.")
@click.option("--copy-given", is_flag=True, help="They have a copy.")
@pass_invocation
def add(invocation: Invocation, /, **said: object) -> None:
    """Keep a permission. A spoken yes is for staying in touch only; what leaves the program needs a written release.

    A written release has parts that the rule (42 CFR 2.31) asks for. What is missing is named, and nothing is told
    under it until a whole one is signed. Somebody who wants no record has none: keep nothing.
    """
    given: dict[str, Any] = dict(said)
    draft = ConsentDraft(**given)
    with opened(invocation) as vault:
        kept = keep_consent(vault, draft, now(), os.urandom)
        state = consent_state(vault, kept.id, now())
    invocation.answer(consent_shape(state), consent_lines(state, shipped_labels()))


@click.command("list", cls=Command, epilog="Example: peerdesk consent list")
@click.option("--handle", metavar="HANDLE", help="Only those of one individual.")
@pass_invocation
def list_consents(invocation: Invocation, handle: str | None) -> None:
    """List permissions, the newest first, those that ended among them."""
    with opened(invocation) as vault:
        found = all_consents(vault, now(), find_individual(vault, handle) if handle else None)
    labels = shipped_labels()
    lines = [text for state in found for text in consent_lines(state, labels)]
    invocation.answer({"consents": [consent_shape(state) for state in found]}, lines or ["No permissions are kept."])


@click.command(cls=Command, epilog="Example: peerdesk consent show 0192f3")
@click.argument("consent", metavar="ID")
@pass_invocation
def show(invocation: Invocation, consent: str) -> None:
    """Show one permission, and what a written release still lacks."""
    with opened(invocation) as vault:
        state = consent_state(vault, find_consent(vault, consent), now())
    invocation.answer(consent_shape(state), consent_lines(state, shipped_labels()))


@click.command("gave-copy", cls=Command, epilog="Example: peerdesk consent gave-copy 0192f3")
@click.argument("consent", metavar="ID")
@pass_invocation
def gave_copy(invocation: Invocation, consent: str) -> None:
    """Note that they have a copy of what they signed."""
    with opened(invocation) as vault:
        record = find_consent(vault, consent)
        note_copy_given(vault, record)
    invocation.answer({"id": record.hex(), "copy_given": True}, ["Noted: they have a copy."])


@click.command(cls=Command, epilog="Example: peerdesk consent form --out release.html --language es")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--language", type=LANGUAGES, default="en")
@pass_invocation
def form(invocation: Invocation, out: Path, language: str) -> None:
    """Write a release to sign, as a page to print. It is a template: have counsel review it first."""
    _write(out, release_form(shipped_labels(), language))
    invocation.answer({"file": str(out)}, [f"Written to {out}. Have counsel review it before you use it."])


@click.command(cls=Command, epilog='Example: peerdesk consent revoke --handle "Red Maple 4" --form withdrawal.html')
@click.argument("consent", metavar="[ID]", required=False)
@click.option("--handle", metavar="HANDLE", help="Who changed their mind, where nothing was signed.")
@click.option("--how", type=HOW, default="said", help="A spoken word is enough.")
@click.option("--do-not-contact", is_flag=True, help="They ask not to be contacted; follow-ups end, too.")
@click.option("--stop-follow-ups", is_flag=True, help="They want no more of the follow-ups that wait.")
@click.option("--only-this", is_flag=True, help="End this one permission and leave the rest as it is.")
@click.option("--form", "page", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="To sign.")
@click.option("--language", type=LANGUAGES, default="en", help="The language of the form.")
@pass_invocation
def revoke(
    invocation: Invocation,
    consent: str | None,
    handle: str | None,
    how: str,
    do_not_contact: bool,
    stop_follow_ups: bool,
    only_this: bool,
    page: Path | None,
    language: str,
) -> None:
    """They changed their mind: end what they allowed, take every copy back, share nothing about them again.

    It holds at once, without a network and without a form; other computers follow at the next sync. Saying it again is
    no harm: whoever was cut short says it again. What was told before is listed, and cannot be recalled.
    """
    if (consent is None) == (handle is None):
        raise click.UsageError("Name one permission by its ID, or the individual with --handle.")
    with opened(invocation) as vault:
        if only_this:
            _end_one(invocation, vault, consent, RevokedHow(how))
            return
        wish = Wish(how=RevokedHow(how), do_not_contact=do_not_contact, stop_follow_ups=stop_follow_ups)
        done = withdraw(vault, _meant(vault, consent, handle), wish, now(), os.urandom)
    if page is not None:
        labels = shipped_labels()
        _write(page, withdrawal_form(done, local_day(now()), labels, language, do_not_contact=do_not_contact))
    _tell(invocation, done, page)


def _end_one(invocation: Invocation, vault: Vault, consent: str | None, how: RevokedHow) -> None:
    if consent is None:
        raise click.UsageError("--only-this ends one permission: name it by its ID.")
    record = find_consent(vault, consent)
    revoke_one(vault, record, how, now(), os.urandom)
    state = consent_state(vault, record, now())
    invocation.answer(consent_shape(state), consent_lines(state, shipped_labels()))


def _meant(vault: Vault, consent: str | None, handle: str | None) -> RecordId:
    if consent is None:
        return find_individual(vault, handle or "")
    return consent_state(vault, find_consent(vault, consent), now()).consent.individual


def _tell(invocation: Invocation, done: Withdrawn, page: Path | None) -> None:
    document = {
        "handle": done.handle,
        "revoked": [one.hex() for one in done.revoked],
        "copies_taken_back": done.copies,
        "papers_taken_back": done.papers,
        "follow_ups_ended": done.follow_ups,
        "told_before": [entry_shape(one) for one in done.told],
        "form": str(page) if page else None,
    }
    labels = shipped_labels()
    lines = [
        f"{done.handle} changed their mind. Nothing about them is shared any more, from now on.",
        line("Ended", f"{len(done.revoked)} permissions, {done.follow_ups} follow-ups"),
        line("Taken back", f"{done.copies} copies; they are gone elsewhere after the next sync"),
        *([line("Papers", "whoever saw their permission papers sees only that they ended")] if done.papers else []),
        *(line("Told before", entry_line(one, labels)) for one in done.told),
    ]
    if page is not None:
        lines.append(line("Form", str(page)))
    invocation.answer(document, lines)


def _write(path: Path, page: str) -> None:
    try:
        put_out(path, page.encode())
    except OSError:
        raise RefusalError("not_written", f"The page could not be written to {path}. The rest is done.") from None
