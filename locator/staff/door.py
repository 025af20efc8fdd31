"""Who comes in: every staff page names the roles that it is for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache

from locator.catalogue.scope import role_of
from locator.models import Role

EVERYBODY = frozenset(Role)
MANAGERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
OF_A_BANK = frozenset({Role.CLERK, Role.MANAGER})


def for_staff(roles: frozenset[Role] = EVERYBODY) -> Callable[[Callable[..., HttpResponse]], Any]:
    """Ask for a signed-in member of staff in one of the roles; to anybody else the page is not there."""

    def guard(view: Callable[..., HttpResponse]) -> Any:
        @never_cache
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if role_of(request.user) not in roles:
                raise Http404
            request.GET = _without_nul(request.GET)
            return view(request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]  # the permission matrix reads it
        return guarded

    return guard


def _without_nul(given: QueryDict) -> QueryDict:
    """Take the NUL characters out, which nobody types and PostgreSQL refuses even to look for.

    What is sent to be written goes through a form's fields, which name them.
    """
    if not any("\0" in value for _name, values in given.lists() for value in values):
        return given
    clean = QueryDict(mutable=True)
    for name, values in given.lists():
        clean.setlist(name, [value.replace("\0", "") for value in values])
    return clean
