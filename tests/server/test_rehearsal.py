"""The script that operators rehearse a restore with; `make rehearsal` plays it whole."""

import os
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "packaging/server/rehearse-restore"
DUMPING = """#!/bin/sh
for word; do case $word in --file=*) echo everything > "${word#--file=}" ;; esac; done
"""


def test_the_backup_that_stays_is_readable_by_nobody_else(tmp_path: Path) -> None:
    for name, text in (("pg_dump", DUMPING), ("psql", "#!/bin/sh\nexit 1\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    dump = tmp_path / "backup.dump"
    told = ["sh", SCRIPT, "postgresql://db.example/used", "postgresql://db.example/scratch", dump]
    around = {**os.environ, "PGBIN": str(tmp_path)}
    done = subprocess.run(told, env=around, umask=0o022, check=False, capture_output=True, text=True)
    assert "Backup of the database in use ... ok" in done.stdout
    assert dump.stat().st_mode & 0o777 == 0o600
