"""`python -m shipping`: make of a frozen folder what a hospital installs. `make installer` calls it.

It writes the terms and the signed list into the folder, and beside it the package and the bill of materials.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from peerdesk import __version__
from peerdesk.work.installed import LIST, SIGNATURE, listed, sign_list
from shipping.bundle import TooLargeError, size, wants
from shipping.deb import Release, build_deb, depends
from shipping.parts import NoOwnerError, parts
from shipping.sbom import bill
from shipping.terms import lay_terms

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, say what was built, and return 0; 1 with one sentence when the folder may not go out like this."""
    options = _options(arguments)
    try:
        _ship(options)
    except TooLargeError as large:
        return _refused(f"The folder takes too much: {large}")
    except NoOwnerError as stranger:
        return _refused(f"No package of this system brings {stranger}, so its terms are not known.")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="shipping")
    parser.add_argument("--folder", type=Path, default=ROOT / "dist/peerdesk", help="the frozen folder")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where package and bill go")
    parser.add_argument("--work", type=Path, default=ROOT / "build/deb", help="a folder that is emptied")
    parser.add_argument("--release-key", type=Path, help="Ed25519 private key, PEM; without it nobody signs the build")
    parser.add_argument("--compression", type=int, default=6, help="0 to 9")
    parser.add_argument("--version", default=__version__, help="to try upgrades; the program says its own")
    return parser.parse_args(arguments)


def _ship(options: argparse.Namespace) -> None:
    folder = options.folder
    found = parts(folder, ROOT / "requirements/run.txt")
    terms = lay_terms(folder, found, options.version, ROOT / "LICENSE")
    # One of an earlier build would be taken for a wrong one.
    (folder / SIGNATURE).unlink(missing_ok=True)
    (folder / LIST).write_text(listed(folder, f"PeerDesk {options.version}"), encoding="utf-8")
    if options.release_key is not None:
        sign_list(folder, options.release_key)
    taken = size(folder)
    document = bill(found, folder, options.version)
    (options.out / f"peerdesk_{options.version}.cdx.json").write_text(document, encoding="utf-8")
    release = Release(
        version=options.version,
        depends=depends(wants(folder)),
        changelog=(ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
        terms=terms,
        bill=document,
    )
    package = build_deb(folder, options.work, options.out, release, compression=options.compression)
    _tell(package, taken, is_signed=options.release_key is not None)


def _tell(package: Path, taken: int, *, is_signed: bool) -> None:
    signed = (
        "signed" if is_signed else 'NOT SIGNED: nobody can tell who built it. Name a key: ARGS="--release-key FILE"'
    )
    sys.stdout.write(
        f"{package.name}: {package.stat().st_size / 1e6:.1f} MB, unpacked {taken / 1e6:.1f} MB, {signed}\n"
    )


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
