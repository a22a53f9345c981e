"""The server may know the shapes on the network and how to check a signature; nothing that could open a note."""

from tests.house.tree import imports, inside, python_files

ALLOWED = ("peerdesk.wire", "peerdesk.crypto.signing", "peerdesk.server", "peerdesk.__version__")


def test_the_server_imports_only_the_rooms_it_is_promised_to_know() -> None:
    beyond = {
        f"{inside(path)} imports {name}"
        for path in python_files("peerdesk/server")
        for name in imports(path)
        if name.split(".")[0] == "peerdesk" and not name.startswith(ALLOWED)
    }
    assert beyond == set()


def test_signature_checking_knows_nothing_that_opens_a_note() -> None:
    beyond = {
        f"{inside(path)} imports {name}"
        for path in python_files("peerdesk/crypto")
        if path.stem == "signing"
        for name in imports(path)
        if name.startswith("peerdesk.crypto")
    }
    assert beyond == set()


def test_the_shapes_on_the_network_know_no_cryptography() -> None:
    beyond = {
        f"{inside(path)} imports {name}"
        for path in python_files("peerdesk/wire")
        for name in imports(path)
        if name.split(".")[0] in {"cryptography", "sqlalchemy", "PySide6", "httpx2", "starlette"}
    }
    assert beyond == set()
