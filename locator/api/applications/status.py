"""Where an application stands, for its reference and a second secret; whatever is wrong has one answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.request import Request

from cardservice.security import client_address
from locator.api.errors import BadRequest, Errors, refusal
from locator.api.given import in_body
from locator.api.view import answer, named
from locator.applications.lookup import NOT_FOUND, find_again
from locator.applications.standing import standing_of
from locator.applications.submit import REFERENCE_LENGTH
from locator.limits.applications import STATUS_BY_ADDRESS, STATUS_OF_REFERENCE
from locator.models import MailApplication
from locator.models.references import read_reference, spelled
from locator.search.current import current
from locator.search.snapshot import Snapshot

from .schema import look_up
from .view import ApplicationView, counted


class Status(ApplicationView):
    """Every step of an application with its date, and what comes next."""

    @look_up
    def post(self, request: Request) -> HttpResponse:
        given = in_body(request, frozenset({"reference", "secret"}))
        errors: Errors = [
            (name, "required", _("Send the reference, and the last four signs of document or telephone."))
            for name in ("reference", "secret")
            if not given.get(name, "").strip()
        ]
        if errors:
            raise BadRequest(errors)
        snapshot = current().snapshot
        subject = read_reference(given["reference"], REFERENCE_LENGTH)
        counted(
            *((limit, client_address(request)) for limit in STATUS_BY_ADDRESS),
            *((limit, subject) for limit in STATUS_OF_REFERENCE if subject),
        )
        found = find_again(given["reference"], given["secret"])
        if found is None:
            raise refusal(status.HTTP_404_NOT_FOUND, "no_such_application", str(NOT_FOUND))
        for limit in STATUS_OF_REFERENCE:  # only the failed attempts are to add up
            limit.give_back(subject)
        return answer(_plain(found, snapshot))


def _plain(application: MailApplication, snapshot: Snapshot) -> dict[str, Any]:
    standing, bank = standing_of(application, snapshot.calendar), application.bank
    return {
        "reference": application.reference,
        "spelled": spelled(application.reference),
        "bank": {"code": bank.code, "name": named(bank.name, bank.name_en)},
        "state": standing.state.value,
        "since": timezone.localtime(standing.since).isoformat(),
        "next": standing.next,
        "promised": standing.promised.isoformat() if standing.promised else None,
        "correct_until": standing.correct_until.isoformat() if standing.correct_until else None,
        "reasons": standing.reasons,
        "ems_number": application.ems_number or None,
        "steps": [
            {"at": timezone.localtime(step.at).isoformat(), "action": step.action, "text": step.words}
            for step in standing.steps
        ],
    }
