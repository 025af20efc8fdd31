"""Staff work in Chinese or English: their pages exist in no other language, not even by halves."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from locator.public.languages import FOR_RESIDENTS_ONLY, is_of_staff


class StaffInTwoLanguages:
    """Leads from the pages of staff in a language of residents alone to the same page in English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.get_full_path()
        language = path[1:].partition("/")[0]
        if language in FOR_RESIDENTS_ONLY and is_of_staff(request.path_info):
            return HttpResponseRedirect("/en" + path.removeprefix(f"/{language}"))
        return self.get_response(request)
