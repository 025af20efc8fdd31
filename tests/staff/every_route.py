"""Every address of the staff, found in the resolver, and objects to put into the addresses.

A new page is covered on the day it is added. One whose parameter is not in OBJECTS fails the permission
matrix, with a message that says what to add here.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from locator.applications.submit import Wanted, submit
from locator.catalogue.acts import act
from locator.models import (
    Act,
    ApplicationBatch,
    ApplicationEvent,
    HoursException,
    Invitation,
    MailApplication,
    Outlet,
    Place,
    Proposal,
    Report,
    Role,
    StaffMember,
    Upload,
)
from tests.applications.people import grown_up, number

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
GROUP = re.compile(r"\((?:\?P<\w+>)?[^()]*\)")
DUMMIES = {"int": "1", "uuid": str(uuid.UUID(int=1))}


@dataclass(frozen=True)
class Route:
    """One address with its view."""

    template: str
    view: Any

    def __str__(self) -> str:
        return self.template

    @property
    def area(self) -> str:
        """Return the part after `staff/`: there one name always means the same kind of object."""
        return self.template.split("/")[1]

    @property
    def names(self) -> list[str]:
        return [found["name"] for found in PARAMETER.finditer(self.template)]

    def filled(self, values: dict[str, Any]) -> str:
        return "/" + PARAMETER.sub(lambda found: str(values[found["name"]]), self.template)

    def filled_anyhow(self) -> str:
        """Return the address with values that name nothing: enough for somebody who is not let in."""
        path = PARAMETER.sub(lambda found: DUMMIES.get(found["kind"] or "", "x"), self.template)
        return "/" + GROUP.sub("1", path).replace("^", "").replace("$", "").replace(r"\Z", "")


def routes(namespace: str) -> list[Route]:
    """Return the addresses in a namespace, in the site's own language."""

    def walk(patterns: Any, prefix: str = "", *, inside: bool = False) -> Iterator[Route]:
        for one in patterns:
            path = prefix + str(one.pattern)
            if isinstance(one, URLPattern):
                if inside:
                    yield Route(path, one.callback)
            else:
                yield from walk(one.url_patterns, path, inside=inside or one.namespace == namespace)

    return list(walk(get_resolver().url_patterns))


Maker = Callable[[str, User], Any]


def outlet(bank: str, person: User | None) -> Outlet:
    return Outlet.objects.filter(bank_id=bank, latitude__isnull=False).order_by("code")[0]


def another_outlet() -> Outlet:
    """Return an outlet of the same bank that no object here is about."""
    return Outlet.objects.filter(bank_id="sample-a").order_by("-code")[0]


def proposal(bank: str, person: User) -> int:
    by = User.objects.create(username=f"proposer-{bank}")
    one = Proposal.objects.create(
        kind="change", bank_id=bank, proposed_by=by, proposed_by_name=by.username,
        changes=[{"outlet": outlet(bank, person).code, "action": "change", "old": {}, "new": {}}],
    )  # fmt: skip
    one.outlets.add(outlet(bank, person))
    return one.pk


def an_act(bank: str, person: User) -> int:
    changed = outlet(bank, person)
    with act(by=None, how=Act.How.PORTAL) as row:
        changed.landmark_note = "地铁站A口旁"
        changed.save()
    return row.pk


def exception(bank: str, person: User) -> int:
    day = date(2027, 3, 1)
    return HoursException.objects.create(
        outlet=outlet(bank, person), first_day=day, last_day=day, reason="盘点"
    ).pk


def report(bank: str, person: User) -> Report:
    return Report.objects.create(
        reference=f"R-{bank}",
        token=f"t-{bank}",
        outlet=outlet(bank, person),
        about="phone",
        due_on=date(2027, 1, 1),
    )


def upload(bank: str, person: User) -> uuid.UUID:
    # An upload is its owner's alone, so in the other bank it is somebody else's.
    own = StaffMember.objects.filter(user=person, bank_id=bank).exists()
    by = person if own else User.objects.create(username=f"uploader-{bank}")
    return Upload.objects.create(by=by, bank_id=bank, file_name="x.csv", content=b"").pk


def application(bank: str, person: User) -> int:
    """Make an application of a bank, with a photo, that the person has opened if there is such a person."""
    made = submit(
        grown_up(number=number(sequence=sum(map(ord, bank)))),
        Wanted(kind="first", bank=bank, language="zh-hans", consents={"notice": "1"}),
        token=f"t-{bank}-{MailApplication.objects.count()}",
        photo=b"photo",
    ).application
    by = person if User.objects.filter(pk=person.pk).exists() else None
    ApplicationEvent.objects.create(application=made, action="opened", state=made.state, by=by)
    return made.pk


def batch(bank: str, person: User) -> int:
    made = ApplicationBatch.objects.create(kind="making", bank_id=bank, by_name="somebody")
    made.applications.add(application(bank, person))
    return made.pk


def place(bank: str, person: User) -> int:
    return Place.objects.create(
        name=f"甲乙丙丁大厦{bank}", kind="landmark", district_id="210204", latitude=38.9143,
        longitude=121.5906, radius_m=250, source="x",
    ).pk  # fmt: skip


def colleague(bank: str, person: User) -> int:
    user = User.objects.create(username=f"colleague-{bank}")
    return StaffMember.objects.create(user=user, role=Role.CLERK, bank_id=bank).pk


def invitation(bank: str, person: User) -> uuid.UUID:
    until = timezone.now() + timedelta(days=1)
    return Invitation.objects.create(name="x", role=Role.CLERK, bank_id=bank, expires_at=until).pk


def code(bank: str, person: User) -> str:
    return outlet(bank, person).code


def always(value: str) -> Maker:
    return lambda bank, person: value


# (area, name of the parameter) → an object of a bank, as it stands in the address.
OBJECTS: dict[tuple[str, str], Maker] = {
    ("outlets", "code"): code,
    ("outlets", "group"): always("contact"),
    ("outlets", "service"): always("replace"),
    ("outlets", "pk"): exception,
    ("days", "pk"): exception,
    ("outlets", "exception_id"): exception,
    ("members", "member_id"): colleague,
    ("members", "invitation_id"): invitation,
    ("proposals", "pk"): proposal,
    ("history", "pk"): an_act,
    ("history", "code"): code,
    ("reports", "pk"): lambda bank, person: report(bank, person).pk,
    ("reports", "reference"): lambda bank, person: report(bank, person).reference,
    ("applications", "pk"): application,
    ("applications", "batch_id"): batch,
    ("places", "pk"): place,
    ("places", "key"): always("210204-西安路"),
    ("tables", "pk"): upload,
    ("tables", "upload_id"): upload,
    ("tables", "extension"): always("csv"),
    ("tables", "format"): always("csv"),
}


def objects(route: Route, bank: str, person: User) -> dict[str, Any]:
    """Return a bank's objects for the parameters of an address."""
    missing = [name for name in route.names if (route.area, name) not in OBJECTS]
    assert not missing, (
        f"{route} has parameters that the permission matrix does not know: add "
        f"{[(route.area, name) for name in missing]} to OBJECTS in tests/staff/every_route.py, each with a "
        "function that makes an object of a given bank and returns what stands in the address."
    )
    return {name: OBJECTS[route.area, name](bank, person) for name in route.names}
