"""What a sealed note takes on PostgreSQL's disk, in its table and in each index: measured, not worked out."""

from dataclasses import asdict, dataclass

from tests.support.postgres import Cluster

_SIZES = """
SELECT c.relname, pg_relation_size(c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'i')
"""
_COUNTS = "SELECT (SELECT count(*) FROM log), (SELECT count(*) FROM space), (SELECT count(*) FROM entry)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """How many there are, and the bytes of each table and index."""

    revisions: int
    spaces: int
    entries: int
    entry_bytes: int
    sizes: dict[str, int]

    def as_document(self) -> dict[str, object]:
        """Return it as it is kept in a file."""
        return asdict(self)

    def lines(self) -> list[str]:
        """Return it as a table: bytes for each revision."""
        shown = (
            (name, size)
            for name, size in sorted(self.sizes.items())
            if name.startswith(("log", "ix_log", "pk_log", "uq_log"))
        )
        return [
            f"{self.revisions} revisions of 752 bytes in {self.spaces} spaces",
            "",
            "| on the disk | bytes | for each revision |",
            "| --- | --- | --- |",
            *(f"| {name} | {size} | {size / max(1, self.revisions):.0f} |" for name, size in shown),
        ]


def stored_in(name: str, cluster: Cluster, entry_bytes: int) -> Stored:
    """Measure the database of that name, tidied first. `entry_bytes` are those of the directory's entries."""
    cluster.run("VACUUM ANALYZE", name)
    (counts,) = cluster.run(_COUNTS, name)
    sizes = {str(relation): int(size) for relation, size in cluster.run(_SIZES, name)}
    revisions, spaces, entries = counts
    return Stored(revisions=revisions, spaces=spaces, entries=entries, entry_bytes=entry_bytes, sizes=sizes)
