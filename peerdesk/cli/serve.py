"""`peerdesk serve`: run the hospital server until it is told to stop."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.messages import RefusalError
from peerdesk.server.errors import ServerError
from peerdesk.server.listening import parse_listen
from peerdesk.server.serve import Service


@click.command(cls=Command, epilog="Example: peerdesk serve --data srv/ --listen 127.0.0.1:8740 --org org/public.json")
@click.option(
    "--data", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the server keeps all."
)
@click.option(
    "--listen", default="127.0.0.1:8740", show_default=True, metavar="HOST:PORT", help="Port 0: any free one."
)
@click.option("--org", type=click.Path(path_type=Path), metavar="FILE", help="The hospital's public.json, needed once.")
@click.option("--database", default="", metavar="URL", help="Another database than the file in DIR.")
@click.option("--tls-cert", type=click.Path(path_type=Path), metavar="FILE", help="Certificate chain, PEM.")
@click.option("--tls-key", type=click.Path(path_type=Path), metavar="FILE", help="Its private key, PEM.")
@click.option(
    "--workers",
    type=click.IntRange(1, 1),
    default=1,
    expose_value=False,
    help="Processes: 1.",
)
def serve(
    data: Path, listen: str, org: Path | None, database: str, tls_cert: Path | None, tls_key: Path | None
) -> None:
    """Run the hospital server. It holds sealed notes that it cannot read.

    Prints one line, "listening on URL", when it is ready. Beyond this computer it wants --tls-cert and --tls-key.
    SIGTERM lets it finish what it is doing and stops it within 10 seconds.
    """
    try:
        service = Service(data, parse_listen(listen, tls_cert, tls_key), org=org, database=database)
        service.run(lambda: click.echo(f"listening on {service.url}"))
    except ServerError as problem:
        raise RefusalError("server", str(problem)) from None
