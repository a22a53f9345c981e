"""The texts of a team in words: what a line is about, whose it is, and what is new."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.team_text_views import (
    MOST_VERSIONS,
    ChangeView,
    Facts,
    NewsView,
    TextView,
    VersionView,
    WordView,
)
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.checkins import OFF, rhythm_of
from peerdesk.domain.local_words import LocalWords
from peerdesk.domain.team_guides import LIMITS, Blank, step_about
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.domain.team_texts import LineChange, TeamLine, TeamPart, TeamText, differences
from peerdesk.domain.team_words import TeamWord, words_of
from peerdesk.work.guides import guides
from peerdesk.work.team_documents import GivenTo
from peerdesk.work.team_texts import ReceivedText

_ARROW = " → "
_LANGUAGES = {"en": "English", "es": "Español"}


class TeamTextWords(QObject):
    """Says it. Codes of a newer PeerDesk are left out."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def text(self, part: TeamPart, versions: Sequence[TeamText], given: Sequence[GivenTo]) -> TextView:
        """Return one text as its author sees it."""
        newest = versions[0] if versions else None
        return TextView(
            part=part,
            title=self._title(newest) if newest is not None else "",
            facts=self.facts(newest.part, newest.lines) if newest is not None else (),
            words=self._listed(newest.lines) if newest is not None else (),
            given=tuple((one.name, self.given(one, newest)) for one in given),
            lacks=newest is not None and not all(one.is_newest for one in given),
            told=self._told(versions),
            versions=tuple(
                VersionView(version=one, title=self._title(one), facts=self.facts(part, one.lines))
                for one in versions[:MOST_VERSIONS]
            ),
            older=max(0, len(versions) - MOST_VERSIONS),
        )

    def _told(self, versions: Sequence[TeamText]) -> str:
        if len(versions) < 2 or versions[0].version != versions[1].version:
            return ""
        return self.told_twice(versions[0].version)

    def told_twice(self, version: int) -> str:
        """Return that two computers have written a version with one number."""
        told = self.tr("Version %1 was written on two of your computers. This one holds; the other is in all versions.")
        return told.replace("%1", str(version))

    def facts(self, part: TeamPart, lines: Sequence[TeamLine]) -> Facts:
        """Return what lines say, each with what it is about."""
        if part is TeamPart.WORDS:
            return tuple((self._word_caption(one), _word_text(one)) for one in words_of(lines))
        if part is TeamPart.CHECKINS:
            return ((self.tr("Check-ins"), self.rhythm(rhythm_of(lines))),)
        captions = self.captions()
        return tuple((captions[one.about], one.said) for one in lines if one.about in captions)

    def captions(self) -> dict[str, str]:
        """Return what each place of the guides is called, in the order in which it is asked."""
        titles = {step_about(one.code): one.title for one in guides(self._bench.words.language, LocalWords())}
        known = {
            Blank.TEAM.value: self.tr("The code team's number"),
            Blank.SUPERVISOR.value: self.tr("Whom to call, and the number"),
            Blank.REPORT.value: self.tr("The rule where you work"),
            **titles,
        }
        return {about: known[about] for about in LIMITS}

    def rhythm(self, days: int) -> str:
        """Return a rhythm in words."""
        return self.tr("No reminder") if days == OFF else self.tr("After %n days", "", days)

    def news(self, one: ReceivedText, beside: Sequence[ReceivedText]) -> NewsView:
        """Return what is new in a text that a supervisor has given."""
        before = one.before.lines if one.before is not None else ()
        return NewsView(
            shown=one.text,
            author=one.author,
            text=self._news_line(one),
            changes=tuple(
                self._change(one.text.part, each) for each in differences(one.text.part, before, one.text.lines)
            ),
            beside=", ".join(other.name for other in beside),
        )

    def _news_line(self, one: ReceivedText) -> str:
        said = {
            TeamPart.GUIDES: self.tr("%1 changed the guides for your team on %2."),
            TeamPart.WORDS: self.tr("%1 changed the words that are suggested in your team on %2."),
            TeamPart.CHECKINS: self.tr("%1 changed how often your desk reminds you of a session on %2."),
        }[one.text.part]
        day = self._bench.words.short_day(one.text.published_on, today=self._bench.today())
        line = said.replace("%1", one.name).replace("%2", day)
        return f"{line} {one.text.changed}" if one.text.changed else line

    def _change(self, part: TeamPart, one: LineChange) -> ChangeView:
        if part is TeamPart.WORDS:
            return self._word_change(one)
        if part is TeamPart.CHECKINS:
            before, after = (self._rhythm_said(text) for text in (one.before, one.after))
            return ChangeView(caption=self.tr("Check-ins"), before=before, after=after)
        return ChangeView(caption=self.captions().get(one.about, one.about), before=one.before, after=one.after)

    def _word_change(self, one: LineChange) -> ChangeView:
        caption = next(map(self._word_caption, words_of((TeamLine(about=one.about, said=one.word),))), one.about)
        return ChangeView(caption=f"{caption}{DOT}{one.word}", before=one.before, after=one.after)

    def _rhythm_said(self, text: str) -> str:
        return self.rhythm(rhythm_of((TeamLine(about="days", said=text),))) if text else ""

    def _listed(self, lines: Sequence[TeamLine]) -> tuple[WordView, ...]:
        return tuple(
            WordView(word=one, text=f"{_word_text(one)}{DOT}{self._word_caption(one)}") for one in words_of(lines)
        )

    def _word_caption(self, one: TeamWord) -> str:
        said = self.tr("Not suggested") if one.is_muted else self.tr("Suggested")
        return f"{said}{DOT}{_LANGUAGES[one.language]}"

    def title(self, version: int, published_on: date, changed: str = "") -> str:
        """Return a version in a line."""
        day = self._bench.words.short_day(published_on, today=self._bench.today())
        return DOT.join(filter(None, (self.tr("Version %1").replace("%1", str(version)), day, changed)))

    def given(self, one: GivenTo, newest: TeamText | TeamPlaces | None) -> str:
        """Return what a peer was given, and whether it has left."""
        if not one.version:
            return self.tr("Not given yet")
        version = self.tr("Version %1").replace("%1", str(one.version))
        sent = self.tr("sent") if one.is_sent else self.tr("goes with the next sync")
        old = self.tr("an older one") if newest is not None and one.version < newest.version else self.tr("another one")
        return DOT.join(filter(None, (version, "" if one.is_newest else old, sent)))

    def _title(self, one: TeamText) -> str:
        return self.title(one.version, one.published_on, one.changed)


def _word_text(one: TeamWord) -> str:
    """Return a word with what could stand there."""
    return f"{one.said}{_ARROW}{one.instead}" if one.instead else one.said
