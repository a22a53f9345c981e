"""Whether what a record says has the shapes that `peerdesk.sync.shapes` allows."""

from collections.abc import Mapping
from typing import Final

import msgspec

from peerdesk.domain.changes import RecordKind
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.shapes import ALLOWED, MAY_BE_EMPTY


def _one_shape(kind: RecordKind) -> type[msgspec.Struct]:
    fields = [(name, shape | msgspec.UnsetType, msgspec.UNSET) for name, shape in ALLOWED[kind].items()]
    return msgspec.defstruct(kind.value, fields, forbid_unknown_fields=True)


_SHAPES: Final = {kind: _one_shape(kind) for kind in ALLOWED}


def check_values(kind: RecordKind, values: Mapping[str, object]) -> None:
    """Raise SetAsideError unless this kind of record has all these fields and each value has its shape.

    The same as `check_value` for each, in a tenth of the time: a shape that is known as a whole is prepared once.
    """
    said = {n: v for n, v in values.items() if not (n in MAY_BE_EMPTY and (v is None or v == ""))}
    if not ALLOWED[kind].keys() >= values.keys():
        raise SetAsideError(Reason.BAD_CONTENT)
    try:
        msgspec.convert(said, _SHAPES[kind], strict=True, builtin_types=(bytes,))
    except (msgspec.ValidationError, RecursionError):
        raise SetAsideError(Reason.BAD_CONTENT) from None


def check_value(kind: RecordKind, name: str, value: object) -> None:
    """Raise SetAsideError unless this kind of record has this field and the value has its shape."""
    shape = ALLOWED[kind].get(name)
    if shape is None:
        raise SetAsideError(Reason.BAD_CONTENT)
    if name in MAY_BE_EMPTY and (value is None or value == ""):
        return
    try:
        msgspec.convert(value, shape, strict=True, builtin_types=(bytes,))
    except (msgspec.ValidationError, RecursionError):
        raise SetAsideError(Reason.BAD_CONTENT) from None
