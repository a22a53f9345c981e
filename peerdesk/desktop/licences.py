"""The libraries that go out with PeerDesk, and their terms as each of them states it (SPDX)."""

from typing import Final

BUILT_WITH: Final = (
    ("Qt for Python (PySide6)", "LGPL-3.0-only"),
    ("SQLCipher (sqlcipher3)", "BSD-3-Clause, Zlib"),
    ("SQLAlchemy", "MIT"),
    ("Alembic", "MIT"),
    ("psycopg", "LGPL-3.0-only"),
    ("cryptography", "Apache-2.0 OR BSD-3-Clause"),
    ("msgspec", "BSD-3-Clause"),
    ("httpx2", "BSD-3-Clause"),
    ("httpcore2", "BSD-3-Clause"),
    ("truststore", "MIT"),
    ("joserfc", "BSD-3-Clause"),
    ("platformdirs", "MIT"),
    ("click", "BSD-3-Clause"),
    ("starlette", "BSD-3-Clause"),
    ("uvicorn", "BSD-3-Clause"),
    ("zxcvbn", "MIT"),
    ("segno", "BSD-3-Clause"),
    ("jeepney", "MIT"),
    ("spylls", "MPL-2.0"),
    ("fhir.resources", "BSD-3-Clause"),
)
