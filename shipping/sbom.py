"""The bill of materials: CycloneDX 1.6 as JSON, of the locked packages and of the libraries that lie in the folder."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from shipping.parts import Kind, Part


def bill(found: Sequence[Part], folder: Path, version: str) -> str:
    """Return the document. Each library is a component of its own, with its SHA-256, below the part that it is of."""
    bom = Bom()
    bom.metadata.component = Component(
        name="peerdesk",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref="peerdesk",
        licenses=[LicenseExpression("GPL-3.0-or-later")],
    )
    components = [_component(part, folder) for part in found]
    for component in components:
        bom.components.add(component)
    bom.register_dependency(bom.metadata.component, components)
    return JsonV1Dot6(bom).output_as_string(indent=1)


def _component(part: Part, folder: Path) -> Component:
    namespace = "debian" if part.kind is Kind.DEBIAN else None
    kind = "generic" if part.kind is Kind.QT else part.kind.value
    url = PackageURL(type=kind, namespace=namespace, name=part.name, version=part.version)
    return Component(
        name=part.name,
        version=part.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(url),
        purl=url,
        licenses=[LicenseExpression(part.terms)] if part.terms else [],
        components=[_library(path, folder) for path in part.files],
    )


def _library(path: Path, folder: Path) -> Component:
    name = path.relative_to(folder).as_posix()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=digest)]
    return Component(name=name, type=ComponentType.FILE, bom_ref=f"file:{name}", hashes=hashes)
