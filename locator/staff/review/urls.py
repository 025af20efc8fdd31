"""The addresses of this area."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def coming(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [path("", coming, name="proposals"), path("history/", coming, name="history")]
