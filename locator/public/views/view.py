"""The switch between the standard and the simple view."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from locator.public.simple import press, remember


# It changes how large the letters are in one browser; a token would cost a cookie that tells people apart.
@csrf_exempt
@require_POST
def view(request: HttpRequest) -> HttpResponse:
    """Remember the view and lead back to the page where the switch was pressed."""
    back = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if own and back.startswith("/") else reverse("home"))
    remember(response, press(request))
    return response
