"""What the hospital has decided, in words: only what its policy says, and only what is obeyed."""

from PySide6.QtCore import QObject

from peerdesk.work.policy import Policy, Words


class HospitalRules(QObject):
    """Says the rules of a policy, each in a sentence."""

    def lines(self, policy: Policy) -> tuple[str, ...]:
        """Return a sentence for each rule; nothing where the root has made no policy."""
        if not policy.version:
            return ()
        said = []
        if policy.lock_minutes is not None:
            said.append(self.tr("A desk that nobody touches locks after %n minutes at most.", "", policy.lock_minutes))
        if policy.words is Words.DEMANDED:
            said.append(self.tr("Six words are compared before the first share with somebody."))
        if policy.part2:
            said.append(self.tr("42 CFR Part 2 applies here: what leaves the program needs a written release."))
        if policy.retention_days is not None:
            kept = self.tr(
                "After somebody leaves, the server is to keep their sealed notes for %n days. No computer erases any.",
                "",
                policy.retention_days,
            )
            said.append(kept)
        if policy.hidden:
            said.append(self.tr("Some answers are not offered here. Notes that have them stay as they are."))
        if policy.units is not None:
            units = self.tr(
                "Units of 15 minutes (H0038) may be counted. Each peer says of which notes, under What I did."
            )
            said.append(units)
        return tuple(said)
