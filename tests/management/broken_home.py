"""The site's addresses, with a home page that breaks."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cardservice.urls import urlpatterns as ours


def home(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("The home page breaks")


urlpatterns = [*i18n_patterns(path("", home, name="home"), prefix_default_language=False), *ours]
