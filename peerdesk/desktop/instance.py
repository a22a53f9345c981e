"""One desk for each vault: a second one asks the first to come forward. Only users of this account can ask."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_MS = 300


def _name(vault_folder: str) -> str:
    return f"peerdesk-{vault_folder}"


def listen_for_raise(owner: QObject, vault_folder: str, come_forward: Callable[[], None]) -> QLocalServer:
    """Call `come_forward` whenever another desk asks for this vault. Lives as long as `owner`."""
    server = QLocalServer(owner)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    # A name that a crashed process left behind is taken over: the vault's own lock has said that nobody else is here.
    QLocalServer.removeServer(_name(vault_folder))

    def on_asked() -> None:
        socket = server.nextPendingConnection()
        if socket is not None:
            socket.disconnectFromServer()
            socket.deleteLater()
        come_forward()

    server.newConnection.connect(on_asked)
    server.listen(_name(vault_folder))
    return server


def raise_other(vault_folder: str) -> bool:
    """Ask the desk that has this vault open to come forward; False when none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(vault_folder))
    answered = socket.waitForConnected(_CONNECT_MS)
    socket.disconnectFromServer()
    return answered
