"""`peerdesk serve`: run the hospital server until it is told to stop."""

import os
import time
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.server_place import named_place, place_options, secret_in
from peerdesk.server.errors import ServerError, SettingsError
from peerdesk.server.journal import Form, keep_journal
from peerdesk.server.listening import parse_listen
from peerdesk.server.notifying import tell_ready
from peerdesk.server.serve import Service
from peerdesk.server.sign_in import SignIn


@click.command(cls=Command, epilog="Example: peerdesk serve --data srv/ --listen 127.0.0.1:8740 --org org/public.json")
@place_options
@click.option(
    "--listen", default="127.0.0.1:8740", show_default=True, metavar="HOST:PORT", help="Port 0: any free one."
)
@click.option("--org", type=click.Path(path_type=Path), metavar="FILE", help="The hospital's public.json, needed once.")
@click.option("--tls-cert", type=click.Path(path_type=Path), metavar="FILE", help="Certificate chain, PEM.")
@click.option("--tls-key", type=click.Path(path_type=Path), metavar="FILE", help="Its private key, PEM.")
@click.option(
    "--metrics-token-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Only whoever shows this token may read /metrics.",
)
@click.option(
    "--log",
    type=click.Choice(["plain", "json"]),
    default="plain",
    show_default=True,
    help="How standard error is kept.",
)
@click.option(
    "--log-level",
    type=click.Choice(["warning", "info", "debug"]),
    default="info",
    show_default=True,
    help="debug: every request that was turned down, too.",
)
@click.option(
    "--sign-in-issuer", default="", metavar="ADDRESS", help="Who joins signs in there first (OpenID Connect)."
)
@click.option("--sign-in-client", default="", metavar="ID", help="The name under which that provider knows PeerDesk.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="So many processes.")
def serve(
    data: Path,
    database: str,
    database_password_file: Path | None,
    listen: str,
    org: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    workers: int,
    sign_in_issuer: str,
    sign_in_client: str,
    metrics_token_file: Path | None,
    log: Form,
    log_level: str,
) -> None:
    """Run the hospital server. It holds sealed notes that it cannot read.

    Prints one line, "listening on URL", when it is ready. Beyond this computer it wants --tls-cert and --tls-key.
    SIGTERM lets it finish what it is doing and stops it within 10 seconds; SIGHUP lets it read its certificate again.
    """
    keep_journal(log, log_level)
    try:
        where = named_place(data, database, database_password_file)
        token = secret_in(metrics_token_file)
        service = Service(
            where,
            parse_listen(listen, tls_cert, tls_key),
            org=org,
            workers=workers,
            metrics_token=token,
            sign_in=_sign_in(sign_in_issuer, sign_in_client),
        )
        service.run(lambda: _say_ready(service.url))
    except ServerError as problem:
        raise RefusalError("server", str(problem)) from None


def _sign_in(issuer: str, client_id: str) -> SignIn | None:
    """Return the hospital's log-in, or None where nothing was said of one. Half of it is a slip, and no switch."""
    if not issuer and not client_id:
        return None
    if not issuer or not client_id:
        raise SettingsError("Signing in needs both, --sign-in-issuer and --sign-in-client.")
    # Only here: a server without it needs neither a client for the network nor anything that reads tokens.
    from peerdesk.server.provider import Provider

    return Provider(issuer, client_id, now=time.time, monotonic=time.monotonic)


def _say_ready(url: str) -> None:
    click.echo(f"listening on {url}")
    tell_ready(os.environ.get("NOTIFY_SOCKET", ""))
