"""Taking an application, once for each key, after the rules that the pages ask too."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.parsers import JSONParser
from rest_framework.request import Request

from cardservice.security import client_address
from locator.api.errors import BadRequest, Errors, refusal
from locator.api.given import in_body
from locator.api.view import answer
from locator.applications import phone as proof
from locator.applications.consents import CONSENT_VERSION, CONSENTS
from locator.applications.facts import FIELDS, PersonalFacts
from locator.applications.keyed import OtherContentError, sent_before, submit_once
from locator.applications.prepared import prepared
from locator.applications.promise import promised_on
from locator.applications.rules import (
    NotAcceptableError,
    as_facts,
    look_over,
    with_what_the_number_holds,
)
from locator.applications.states import NEXT
from locator.applications.submit import HasAppliedError, NotTakenOnlineError, Wanted
from locator.applications.typed import tidy_phone
from locator.limits.applications import SUBMISSIONS
from locator.models import MailApplication, State
from locator.models.references import spelled
from locator.search.current import current
from locator.search.snapshot import Snapshot

from .schema import KEY_HEADER, apply
from .view import ApplicationView, counted, say_token, token_in

# Visible signs of ASCII: what every client and every proxy passes on as it is.
KEY = re.compile(r"[!-~]{8,255}")
CONSENT_FIELDS = frozenset(f"consents.{name}" for name in CONSENTS)
KNOWN = {"token", "kind", "reissue_reason", "bank", *FIELDS} | CONSENT_FIELDS


class Applications(ApplicationView):
    """Takes an application for a card by post."""

    parser_classes = (JSONParser,)  # a form has no null, and no object

    @apply
    def post(self, request: Request) -> HttpResponse:
        given, key, errors = _read(request)
        snapshot = current().snapshot
        token = token_in(given, errors)
        content = {name: text for name, text in given.items() if name != "token"}
        # The photo is looked at first: who takes the application takes the photo away with it.
        draft = prepared(token)
        is_proved = bool(token) and proof.is_proved(token, tidy_phone(given.get("phone", "")))
        try:
            if is_proved and key and (first := sent_before(token, key, content)):
                return _receipt(first, snapshot, is_new=False)
            facts = _looked_over(given, snapshot, errors, has_photo=bool(draft and draft.photo))
            if token and not is_proved and not any(attr == "phone" for attr, _code, _said in errors):
                errors.append(("token", "not_proved", say_token()))
            if errors:
                raise BadRequest(errors)
            counted(*((limit, client_address(request)) for limit in SUBMISSIONS))
            done = submit_once(
                facts, _wanted(given), token=token, key=key, content=content, photo=draft and draft.photo
            )
        except OtherContentError as error:
            raise _key_reused() from error
        except HasAppliedError as error:
            raise _has_applied(error.application) from error
        except NotTakenOnlineError as error:
            raise _not_taken_online() from error
        return _receipt(done.application, snapshot, is_new=done.is_new)


def _read(request: Request) -> tuple[dict[str, str], str, Errors]:
    """Return what is sent, the key, and what is wrong with the key; raises BadRequest with all of it."""
    errors: Errors = []
    key = request.headers.get(KEY_HEADER, "")
    if not KEY.fullmatch(key):
        said = _("Send a key of your own in this header: 8 to 255 letters, digits and signs of ASCII.")
        errors.append((KEY_HEADER, "invalid" if key else "required", said))
        key = ""
    try:
        given = in_body(request, KNOWN, objects={"consents"})
    except BadRequest as bad:
        raise BadRequest(errors + bad.errors) from bad
    if request.data.get("valid_until", "") == "":
        # Silence is not the word that a document has no end.
        said = _("Send the last day, or null for a document that is valid without end.")
        errors.append(("valid_until", "required", said))
    return given, key, errors


def _looked_over(
    given: Mapping[str, str], snapshot: Snapshot, errors: Errors, *, has_photo: bool
) -> PersonalFacts:
    """Return the facts as they will be kept; where something is wrong, all of it is added to ``errors``."""
    today = timezone.localdate()
    answers = with_what_the_number_holds(given, today)
    facts = as_facts(answers)
    try:
        facts = look_over(
            facts,
            kind=given.get("kind", ""),
            reissue_reason=given.get("reissue_reason", ""),
            consents=_consents(given),
            has_photo=has_photo,
            today=today,
        )
    except NotAcceptableError as error:
        for field, sentences in error.errors.items():
            attr = field.replace("consent_", "consents.")
            errors.extend((attr, "invalid", said) for said in sentences)
    errors.extend(
        (f"consents.{name}", "outdated", _say_version())
        for name, version in _consents(given).items()
        if version != CONSENT_VERSION
    )
    bank = snapshot.banks.get(given.get("bank", ""))
    if bank is None or not bank.mail_applications:
        errors.append(("bank", "invalid", _("Choose one from the list.")))
    return facts


def _consents(given: Mapping[str, str]) -> dict[str, str]:
    """Return the version of each text that was agreed to."""
    return {name: version for name in CONSENTS if (version := given.get(f"consents.{name}", "").strip())}


def _say_version() -> str:
    said = _("The text that holds now is %(version)s. Show it, and send its version as the consent.")
    return said % {"version": CONSENT_VERSION}


def _wanted(given: Mapping[str, str]) -> Wanted:
    return Wanted(
        kind=given["kind"],
        bank=given["bank"],
        language=translation.get_language() or "zh-hans",
        consents=_consents(given),
        reissue_reason=given.get("reissue_reason", ""),
    )


def _receipt(application: MailApplication, snapshot: Snapshot, *, is_new: bool) -> HttpResponse:
    receipt = {
        "reference": application.reference,
        "spelled": spelled(application.reference),
        "state": application.state,
        "next": str(NEXT[State(application.state)]),
        "promised": promised_on(application, snapshot.calendar).isoformat(),
    }
    response = answer(receipt, 201 if is_new else 200)
    if not is_new:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def _key_reused() -> APIException:
    said = _("This key was used for another application. Take a new key for each.")
    return refusal(status.HTTP_422_UNPROCESSABLE_ENTITY, "idempotency_key_reused", said)


def _has_applied(application: MailApplication) -> APIException:
    said = _("You applied for this person before, and it has not ended yet. Its reference is %(reference)s.")
    reference = spelled(application.reference)
    return refusal(status.HTTP_409_CONFLICT, "has_applied", said % {"reference": reference})


def _not_taken_online() -> APIException:
    said = _(
        "We could not take this application online. Please bring the identity document to an outlet, or "
        "call 12333."
    )
    return refusal(status.HTTP_409_CONFLICT, "not_taken_online", said)
