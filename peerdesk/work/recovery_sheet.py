"""The recovery sheet: the code that opens a vault when the passphrase is forgotten, with what a second computer needs.

It is written down at set-up, and PeerDesk keeps no copy. Whoever has it can open the notes.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from peerdesk.crypto.errors import RecoveryCodeError
from peerdesk.crypto.recovery import code_text, hospital_text, parse_code, parse_typed
from peerdesk.domain.sheet_errors import SheetMistypedError
from peerdesk.wire.errors import WireError
from peerdesk.wire.sheet import BEGIN, Sheet, parse_sheet, sheet_block, sheet_qr
from peerdesk.wire.statement import SUITE

_WRITTEN: Final = re.compile(r"\b[0-9A-Z]{5}(-[0-9A-Z]{5}){8}\b")

_LONGEST_TYPED: Final = 120
"""Eleven groups with a dash or two blanks between them are shorter; what a scanner gives is longer."""


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

    @property
    def hospital_groups(self) -> str:
        """The two groups that are typed behind the code on a new computer; empty without a hospital."""
        return hospital_text(parse_code(self.code), self.root, self.pin) if self.root and self.code else ""

    def text(self) -> str:
        """Return the sheet as plain text, in English and in Spanish, with what a computer reads at its end."""
        sheet = self._whole()
        return self.words() + (f"\n{sheet_block(sheet)}\n" if sheet is not None else "")

    def qr(self) -> str:
        """Return what the QR code on the sheet shows."""
        sheet = self._whole()
        return self.code if sheet is None else sheet_qr(sheet)

    def words(self) -> str:
        """Return what people read of it."""
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
            "On a new computer, type these two groups behind the code:",
            "En una computadora nueva, escriba estos dos grupos después del código:",
            "",
            f"    {self.hospital_groups}",
            "",
            f"Hospital: {self.organisation}",
            f"Server / Servidor: {self.server}",
            f"Certificate / Certificado: {self.pin.hex() or '-'}",
            f"Fingerprint / Huella: {self.root.hex()}",
            "",
        ]

    def _whole(self) -> Sheet | None:
        if not (self.root and self.code):
            return None
        return Sheet(
            suite=SUITE,
            code=parse_code(self.code),
            root=self.root,
            server=self.server,
            pin=self.pin,
            organisation=self.organisation,
            name=self.name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSheet:
    """A sheet as it came back from paper. From a file or a scanner all of it is there.

    Whoever types gives the code and, for a new computer, the hospital's two groups: then `root` is empty.
    """

    code: bytes = field(repr=False)
    hospital_groups: str = ""
    root: bytes = b""
    server: str = ""
    pin: bytes = b""
    organisation: str = ""
    name: str = ""

    def printed(self) -> RecoverySheet:
        """Return the sheet as it is printed."""
        return RecoverySheet(
            name=self.name,
            code=code_text(self.code),
            organisation=self.organisation,
            server=self.server,
            root=self.root,
            pin=self.pin,
        )


def read_sheet(text: str) -> TypedSheet:
    """Return the sheet in a file, in a scanned code or in typed groups.

    Raises SheetMistypedError, with the groups to look at where that is known.
    """
    typed = text.strip()
    if BEGIN not in text and len(typed) <= _LONGEST_TYPED:
        return _typed(typed)
    written = _WRITTEN.search(text)
    if BEGIN not in text and written is not None:
        # The file of somebody who belongs to no hospital.
        return _typed(written[0])
    try:
        sheet = parse_sheet(text)
    except WireError:
        raise SheetMistypedError from None
    return TypedSheet(
        code=sheet.code,
        hospital_groups=hospital_text(sheet.code, sheet.root, sheet.pin),
        root=sheet.root,
        server=sheet.server,
        pin=sheet.pin,
        organisation=sheet.organisation,
        name=sheet.name,
    )


def _typed(text: str) -> TypedSheet:
    try:
        code, groups = parse_typed(text)
    except RecoveryCodeError as slip:
        raise SheetMistypedError(slip.groups) from None
    return TypedSheet(code=code, hospital_groups=groups)
