"""What a peer gives a care team as FHIR R4: the consented summary, and what was agreed beside it. Nothing else gets in.

Everything here is made out of a `Given`, which holds what the release allows and the fixed words of the program. A note
itself is never read here, so that nothing of it can be in the file. The resources are checked by the models of
`fhir.resources` (R4B, whose resources used here are those of R4) before a byte is written.
"""

import base64
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from fhir.resources.R4B.bundle import Bundle

from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import Rng
from peerdesk.domain.introduction import Introduction
from peerdesk.domain.introduction_vocabulary import IntroductionResult
from peerdesk.domain.referral_vocabulary import ReferralState
from peerdesk.domain.vocabulary import FollowUpState, Setting
from peerdesk.work.fhir_given import CLASSES, ELSEWHERE, NEUTRAL, Given

_TERMS: Final = "http://terminology.hl7.org/CodeSystem/"
_LABELS: Final = (("v3-Confidentiality", "R"), ("v3-ActCode", "42CFRPart2"), ("v3-ActCode", "ETH"))
_PATIENT, _PEER, _PROGRAM = "individual", "peer", "program"
_FOLLOW_UP: Final[Mapping[FollowUpState, str]] = {
    FollowUpState.PLANNED: "requested",
    FollowUpState.TRIED: "in-progress",
    FollowUpState.REACHED: "completed",
    FollowUpState.THEY_STOPPED: "cancelled",
    FollowUpState.CLOSED: "cancelled",
}
_REFERRAL: Final[Mapping[ReferralState, str]] = {
    ReferralState.OPEN: "active",
    ReferralState.TRIED: "active",
    ReferralState.PASSED: "active",
    ReferralState.MET: "completed",
    ReferralState.DECLINED: "revoked",
    ReferralState.CLOSED: "completed",
}
_INTRODUCTION: Final[Mapping[IntroductionResult, tuple[str, str]]] = {
    IntroductionResult.WAITING: ("active", "requested"),
    IntroductionResult.NOT_YET: ("active", "in-progress"),
    IntroductionResult.CONNECTED: ("completed", "completed"),
    IntroductionResult.CHANGED_MIND: ("revoked", "cancelled"),
}


def fhir_bundle(given: Given, rng: Rng) -> bytes:
    """Return a FHIR R4 bundle, checked against the models of the standard. Every resource carries its labels."""
    resources = _Resources(given, rng)
    entries = [{"fullUrl": resources.url(name), "resource": one} for name, one in resources.all()]
    bundle = Bundle.model_validate({**_labelled("Bundle"), "type": "collection", "entry": entries})
    return bytes(bundle.model_dump_json(indent=2).encode())


class _Resources:
    """Makes the resources. They name each other by URLs that are drawn anew for each file, and name no server."""

    def __init__(self, given: Given, rng: Rng) -> None:
        self._given = given
        self._rng = rng
        self._urls: dict[str, str] = {}
        patient, peer, program = (self._to(name) for name in (_PATIENT, _PEER, _PROGRAM))
        self._patient, self._peer, self._program = patient, peer, program

    def url(self, name: str) -> str:
        """Return the URL of a resource of this file."""
        return self._urls.setdefault(name, UUID(bytes=self._rng(16), version=4).urn)

    def all(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield every resource with the name it has in here."""
        given = self._given
        yield _PATIENT, {**_labelled("Patient"), "name": [{"text": given.called or NEUTRAL}]}
        yield _PEER, {**_labelled("Practitioner"), "name": [{"text": given.peer}]}
        yield _PROGRAM, {**_labelled("Organization"), "name": given.program or NEUTRAL}
        yield "release", self._consent()
        yield "summary", self._document()
        if given.visited_on is not None and given.setting is not None:
            yield "visit", self._encounter(given.visited_on, given.setting)
        for number, follow_up in enumerate(given.follow_ups):
            yield f"follow-up {number}", self._follow_up(follow_up)
        for number, (referral, came_on) in enumerate(given.referrals):
            yield f"referral {number}", self._request(_REFERRAL[referral.state], came_on)
        for number, introduction in enumerate(given.introductions):
            yield from self._introduction(f"introduction {number}", introduction)

    def _to(self, name: str) -> dict[str, str]:
        return {"reference": self.url(name)}

    def _encounter(self, visited_on: date, setting: Setting) -> dict[str, Any]:
        return {
            **_labelled("Encounter"),
            "status": "finished",
            "class": _coding("v3-ActCode", CLASSES.get(setting, ELSEWHERE)),
            "type": [{"text": NEUTRAL}],
            "subject": self._patient,
            "participant": [{"individual": self._peer}],
            # Days only: what time somebody was visited is nobody's business.
            "period": {"start": visited_on.isoformat(), "end": visited_on.isoformat()},
            "serviceProvider": self._program,
        }

    def _document(self) -> dict[str, Any]:
        return {
            **_labelled("DocumentReference"),
            "status": "current",
            "type": {"text": f"{NEUTRAL} summary"},
            "subject": self._patient,
            "author": [self._peer],
            "securityLabel": [{"coding": [_coding(*label)]} for label in _LABELS],
            "content": [{"attachment": _attached(f"{NEUTRAL} summary", self._given.text)}],
        }

    def _consent(self) -> dict[str, Any]:
        consent = self._given.consent
        period = {"start": consent.starts.isoformat()}
        if consent.expires is not None:
            period["end"] = consent.expires.isoformat()
        reader = {"coding": [_coding("v3-ParticipationType", "IRCP")]}
        return {
            **_labelled("Consent"),
            "status": "active",
            "scope": {"coding": [_coding("consentscope", "patient-privacy")]},
            "category": [{"text": "Written release"}],
            "patient": self._patient,
            "organization": [self._program],
            "policyRule": {"text": "42 CFR Part 2"},
            "sourceAttachment": _attached("Written release", self._given.release),
            "provision": {
                "type": "permit",
                "period": period,
                "actor": [{"role": reader, "reference": {"display": self._given.recipient}}],
            },
        }

    def _follow_up(self, one: FollowUp) -> dict[str, Any]:
        task = self._task(_FOLLOW_UP[one.state], "plan", "Staying in touch")
        return {**task, "restriction": {"period": {"end": one.due.isoformat()}}}

    def _introduction(self, name: str, one: Introduction) -> Iterator[tuple[str, dict[str, Any]]]:
        request, task = _INTRODUCTION[one.result]
        # To whom they were introduced says too much: a group, a clinic. The request says that, and when.
        yield name, self._request(request, one.happened_on)
        yield f"task of {name}", {**self._task(task, "order", "Warm handoff"), "focus": self._to(name)}

    def _request(self, status: str, day: date) -> dict[str, Any]:
        return {
            **_labelled("ServiceRequest"),
            "status": status,
            "intent": "order",
            "code": {"text": NEUTRAL},
            "subject": self._patient,
            "authoredOn": day.isoformat(),
        }

    def _task(self, status: str, intent: str, what: str) -> dict[str, Any]:
        return {
            **_labelled("Task"),
            "status": status,
            "intent": intent,
            "code": {"text": what},
            "for": self._patient,
            "owner": self._peer,
        }


def _labelled(kind: str) -> dict[str, Any]:
    return {"resourceType": kind, "meta": {"security": [_coding(*label) for label in _LABELS]}}


def _coding(system: str, code: str) -> dict[str, str]:
    return {"system": _TERMS + system, "code": code}


def _attached(title: str, text: str) -> dict[str, str]:
    content = base64.b64encode(text.encode()).decode("ascii")
    return {"contentType": "text/plain; charset=utf-8", "title": title, "data": content}
