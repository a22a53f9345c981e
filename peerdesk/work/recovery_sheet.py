"""The recovery sheet: the code that opens a vault when the passphrase is forgotten, with what a second computer needs.

It is written once, at set-up, and PeerDesk keeps no copy. Whoever has it can open the notes.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What stands on the sheet. Without a hospital, `organisation` and `server` are empty.

    `code` has nine groups with check signs; `root` and `pin` are the hospital's fingerprint and its certificate's.
    """

    name: str
    code: str = field(repr=False)
    organisation: str = ""
    server: str = ""
    root: bytes = b""
    pin: bytes = b""

    def text(self) -> str:
        """Return the sheet as plain text, in English and in Spanish."""
        lines = [
            "PeerDesk recovery sheet / Hoja de recuperación de PeerDesk",
            "",
            self.name,
            "",
            f"    {self.code}",
            "",
            "Print this sheet and keep it at home, away from your computer. Then delete the file.",
            "It opens your notes if you forget your passphrase. Anybody who holds it can open them too.",
            "Nobody else can: not your hospital, and not the people who make PeerDesk.",
            "",
            "Imprima esta hoja y guárdela en casa, lejos de su computadora. Después borre el archivo.",
            "Abre sus notas si olvida su frase de acceso. Quien la tenga también puede abrirlas.",
            "Nadie más puede: ni su hospital, ni quienes hacen PeerDesk.",
            "",
        ]
        return "\n".join([*lines, *self._hospital()])

    def _hospital(self) -> list[str]:
        if not self.server:
            return []
        return [
            f"Hospital: {self.organisation}",
            f"Server / Servidor: {self.server}",
            f"Certificate / Certificado: {self.pin.hex() or '-'}",
            f"Fingerprint / Huella: {self.root.hex()}",
            "",
        ]
