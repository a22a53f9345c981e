"""The words people read for the codes of the vocabularies, in English and Spanish. The words are data."""

import json
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from peerdesk.domain.agenda_vocabulary import AgendaTopic, GuideCode
from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    FormStatement,
    LedgerAct,
    RevokedHow,
    SignedHow,
)
from peerdesk.domain.follow_up_vocabulary import BestTime, FollowUpHow, FollowUpWhy, MayAnswer, Okay
from peerdesk.domain.introduction_vocabulary import ConfirmedBy, IntroducedHow, IntroductionResult
from peerdesk.domain.place_vocabulary import PlaceFlag
from peerdesk.domain.referral_vocabulary import ReferralReason, ReferralSource, ReferralState, ResponseTime
from peerdesk.domain.role_vocabulary import RoleAnswer, RoleAsk, TrainingTopic
from peerdesk.domain.supervision_vocabulary import SessionTopic, SessionType
from peerdesk.domain.vocabulary import (
    AckKind,
    FollowUpState,
    Interpreter,
    Language,
    Length,
    Mattered,
    Mode,
    NextState,
    NextStep,
    Outcome,
    Role,
    Setting,
    Supply,
    Support,
    WrittenWith,
)
from peerdesk.domain.wellbeing import Mood

LANGUAGES: Final = ("en", "es")
NAMES: Final[Mapping[type[StrEnum], str]] = MappingProxyType(
    {
        Setting: "setting",
        Outcome: "outcome",
        Support: "support",
        Mattered: "mattered",
        NextStep: "next",
        NextState: "next_state",
        Supply: "supplies",
        Mode: "mode",
        Length: "length",
        Language: "language",
        Interpreter: "interpreter",
        WrittenWith: "written_with",
        AckKind: "ack",
        FollowUpState: "follow_up_state",
        Role: "role",
        ConsentKind: "consent_kind",
        ConsentScope: "consent_scope",
        ConsentPurpose: "consent_purpose",
        ConsentUntil: "consent_until",
        SignedHow: "signed_how",
        FormStatement: "form_statement",
        RevokedHow: "revoked_how",
        LedgerAct: "ledger_act",
        SessionType: "session_type",
        SessionTopic: "session_topic",
        AgendaTopic: "agenda_topic",
        GuideCode: "guide",
        FollowUpWhy: "follow_up_why",
        FollowUpHow: "follow_up_how",
        Okay: "okay",
        BestTime: "best_time",
        MayAnswer: "may_answer",
        IntroducedHow: "introduced_how",
        IntroductionResult: "introduction_result",
        ConfirmedBy: "confirmed_by",
        RoleAsk: "role_ask",
        RoleAnswer: "role_answer",
        TrainingTopic: "training_topic",
        PlaceFlag: "place_flag",
        ReferralSource: "referral_source",
        ReferralReason: "referral_reason",
        ReferralState: "referral_state",
        ResponseTime: "response_time",
        Mood: "mood",
    }
)


class LabelsDamagedError(Exception):
    """The shipped vocabulary file lacks a code or a language: a build is broken."""


class Labels:
    """Labels by code. Build one with `read_labels`."""

    def __init__(self, words: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
        self._words = words

    def of(self, code: StrEnum, language: str = "en", *, short: bool = False) -> str:
        """Return the label of a code; `short` gives the one for chips where there is a shorter one."""
        label = self._words[NAMES[type(code)]][code.value]
        return (label.get(f"{language}_short") if short else None) or label[language]

    def all(self, vocabulary: type[StrEnum], language: str = "en") -> dict[str, str]:
        """Return code -> label for a whole vocabulary, in its own order."""
        return {member.value: self.of(member, language) for member in vocabulary}


def read_labels(raw: bytes) -> Labels:
    """Return the labels in a vocabulary file (UTF-8 JSON). Raises LabelsDamagedError."""
    try:
        words = json.loads(raw)["vocabularies"]
        for vocabulary, name in NAMES.items():
            _check(words[name], vocabulary, name)
    except (ValueError, KeyError, TypeError) as problem:
        raise LabelsDamagedError(str(problem)) from problem
    return Labels(words)


def _check(labels: Mapping[str, Mapping[str, str]], vocabulary: type[StrEnum], name: str) -> None:
    for member in vocabulary:
        if not all(labels[member.value][language] for language in LANGUAGES):
            raise LabelsDamagedError(f"{name}.{member.value}")
