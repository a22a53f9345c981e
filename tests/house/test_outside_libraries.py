"""A library that could open a socket, a database or a window is imported in one room only."""

import pytest

from tests.house.tree import imports, inside, python_files

ONLY = {
    # The last one is the server's, for the hospital's own log-in, and only where an operator switched that on.
    "httpx2": ("peerdesk/sync/remote.py", "peerdesk/sync/one_piece.py", "peerdesk/server/provider.py"),
    "httpcore2": ("peerdesk/sync/one_piece.py",),
    # What a connection is made of: which certificate is believed, and how long an exchange may last.
    "truststore": ("peerdesk/sync/certificates.py",),
    "ssl": ("peerdesk/sync/certificates.py", "peerdesk/sync/one_piece.py", "peerdesk/server/certificate.py"),
    # The last ones say to systemd that the server is ready, and listen to the message buses of this computer, both at
    # a socket in the file system.
    "socket": (
        "peerdesk/sync/certificates.py",
        "peerdesk/sync/deadline.py",
        # Lets connections go, and keeps its address on this computer to itself. It opens none.
        "peerdesk/sync/loopback.py",
        "peerdesk/server/listening.py",
        "peerdesk/server/notifying.py",
        "peerdesk/desktop/lock_triggers/bus.py",
        "peerdesk/desktop/lock_triggers/line.py",
        "peerdesk/desktop/lock_triggers/messages.py",
        # Two ends in one process: how a thread wakes the window.
        "peerdesk/desktop/bell.py",
    ),
    "urllib.request": (),
    # For one answer of a browser on this computer, while somebody signs in with their hospital.
    "http.server": ("peerdesk/sync/loopback.py",),
    "joserfc": ("peerdesk/server/id_token.py",),
    "http.client": (),
    "sqlalchemy": ("peerdesk/vault/", "peerdesk/server/store"),
    "alembic": ("peerdesk/vault/", "peerdesk/server/store"),
    "sqlcipher3": ("peerdesk/vault/",),
    "cryptography": ("peerdesk/crypto/",),
    "starlette": ("peerdesk/server/",),
    "uvicorn": ("peerdesk/server/", "peerdesk/cli/"),
    "click": ("peerdesk/cli/", "peerdesk/__main__.py"),
    "PySide6": ("peerdesk/desktop/",),
    # Its thread asks for the classes of our objects beside the window's: see docs/decisions/0073.
    "PySide6.QtDBus": (),
    "jeepney": ("peerdesk/desktop/lock_triggers/",),
    "spylls": ("peerdesk/desktop/spelling/checker.py",),
    "zxcvbn": ("peerdesk/crypto/",),
    "fhir": ("peerdesk/work/fhir.py",),
    "segno": ("peerdesk/cli/", "peerdesk/work/sheet_page.py"),
}


@pytest.mark.parametrize("library", sorted(ONLY))
def test_a_library_is_imported_in_its_own_room_only(library: str) -> None:
    strays = {
        inside(path)
        for path in python_files("peerdesk")
        for name in imports(path)
        if (name == library or name.startswith(f"{library}.")) and not inside(path).startswith(ONLY[library])
    }
    assert strays == set()


def test_meaning_needs_the_standard_library_only() -> None:
    outside = {
        f"{inside(path)} imports {name}"
        for path in python_files("peerdesk/domain")
        for name in imports(path)
        if name.split(".")[0] in {lib.split(".")[0] for lib in ONLY} | {"msgspec", "platformdirs"}
    }
    assert outside == set()
