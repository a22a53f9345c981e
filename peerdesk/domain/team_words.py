"""The words a team adds to the suggestions, and those it does not want suggested.

Names of what somebody used, and numbers that look like a record, are suggested to be left out whatever a team says:
those are details, not words, and nothing here reaches them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from peerdesk.domain.encounter import checked_text
from peerdesk.domain.errors import BadValueError, MissingAnswerError
from peerdesk.domain.nudges import Lexicon, NudgeKind, find_nudges
from peerdesk.domain.team_texts import INSTEAD_LIMIT, TeamLine

WORD_LIMIT: Final = 60
MOST_WORDS: Final = 100
LANGUAGES: Final = ("en", "es")
_ADD, _MUTE = "add_", "mute_"
_QUOTES: Final = str.maketrans(dict.fromkeys('"“”«»‘'))


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWord:
    """A word of a language. Muted, it is suggested no more; else `instead` could stand there, empty for nothing."""

    language: str
    said: str
    instead: str = ""
    is_muted: bool = False


def with_word(lines: Iterable[TeamLine], word: TeamWord, shipped: Mapping[str, Lexicon]) -> tuple[TeamLine, ...]:
    """Return lines with a word, in place of what was said of it in its language.

    Only this word is checked against what ships: the lists change with each version, and what stands there already must
    not stand in the way. What a newer PeerDesk may have added stays. Raises an InputRefusedError.
    """
    fresh = _checked(word, shipped)
    rest = without_word(lines, replace(word, said=fresh.said))
    if len(words_of(rest)) >= MOST_WORDS:
        raise BadValueError("words", f"{MOST_WORDS} at most")
    return (*rest, fresh)


def without_word(lines: Iterable[TeamLine], word: TeamWord) -> tuple[TeamLine, ...]:
    """Return lines without a word of one language, added or muted."""
    codes = (_ADD + word.language, _MUTE + word.language)
    return tuple(one for one in lines if one.about not in codes or one.said.casefold() != word.said.casefold())


def words_of(lines: Iterable[TeamLine]) -> tuple[TeamWord, ...]:
    """Return the words of some lines. What a newer PeerDesk may have added is left out."""
    return tuple(_words(lines))


def with_team_words(
    instead: Mapping[str, str], lines: Iterable[TeamLine], language: str, core: Lexicon
) -> dict[str, str]:
    """Return what could stand instead of each word, as a team wants it. `core` are the details, which always hold."""
    words = [one for one in words_of(lines) if one.language == language]
    muted = {one.said.casefold() for one in words if one.is_muted}
    kept = {said: other for said, other in instead.items() if said.casefold() not in muted}
    added = {one.said.casefold(): one for one in words if not one.is_muted and _is_free(one, core)}
    return {
        **{said: other for said, other in kept.items() if said.casefold() not in added},
        **{one.said: one.instead for one in added.values()},
    }


def _words(lines: Iterable[TeamLine]) -> Iterator[TeamWord]:
    for one in lines:
        for language in LANGUAGES:
            if one.about in (_ADD + language, _MUTE + language):
                is_muted = one.about.startswith(_MUTE)
                instead = "" if is_muted else one.instead
                yield TeamWord(language=language, said=one.said, instead=instead, is_muted=is_muted)


def _checked(one: TeamWord, shipped: Mapping[str, Lexicon]) -> TeamLine:
    said = _bare(checked_text("word", one.said, WORD_LIMIT))
    instead = _bare(checked_text("instead", one.instead, INSTEAD_LIMIT))
    if not said:
        raise MissingAnswerError("word")
    if one.language not in shipped:
        raise BadValueError("language", "en or es")
    lexicon = shipped[one.language]
    if one.is_muted:
        _refuse_unknown(said, lexicon.instead)
        return TeamLine(about=_MUTE + one.language, said=said)
    if find_nudges(instead, lexicon):
        raise BadValueError("instead", "words that are not suggested against themselves")
    if any(nudge.kind is NudgeKind.DETAIL for nudge in find_nudges(said, lexicon)):
        raise BadValueError("word", "a word: details are always suggested to be left out")
    return TeamLine(about=_ADD + one.language, said=said, instead=instead)


def _refuse_unknown(said: str, known: Collection[str]) -> None:
    if said.casefold() not in known:
        raise BadValueError("mute", "one of the words that PeerDesk suggests; details stay")


def _is_free(one: TeamWord, core: Lexicon) -> bool:
    return bool(_bare(one.said)) and not any(find_nudges(_bare(text), core) for text in (one.said, one.instead))


def _bare(text: str) -> str:
    # What stands between quotation marks is never suggested against, so a word that is checked has none.
    return " ".join(text.translate(_QUOTES).split())
