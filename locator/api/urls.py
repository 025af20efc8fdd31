"""Version 1 of the JSON API; every other address under /api/ is answered in the same envelope."""

from django.urls import path, re_path

from .applications.phone import PhoneCode, PhoneCodeCheck
from .applications.photo import Photo
from .applications.status import Status
from .applications.submit import Applications
from .definition import Definition
from .docs import Docs, styles
from .listings import Banks, Districts, Places, Services
from .nearest import Nearest
from .outlets import OneOutlet, Outlets
from .reading import UnknownAddress

app_name = "api"

urlpatterns = [
    path("v1/outlets/nearest/", Nearest.as_view(), name="nearest"),
    path("v1/outlets/", Outlets.as_view(), name="outlets"),
    path("v1/outlets/<slug:code>/", OneOutlet.as_view(), name="outlet"),
    path("v1/places/", Places.as_view(), name="places"),
    path("v1/services/", Services.as_view(), name="services"),
    path("v1/banks/", Banks.as_view(), name="banks"),
    path("v1/districts/", Districts.as_view(), name="districts"),
    path("v1/applications/", Applications.as_view(), name="applications"),
    path("v1/applications/phone-code/", PhoneCode.as_view(), name="phone_code"),
    path("v1/applications/phone-code/check/", PhoneCodeCheck.as_view(), name="phone_code_check"),
    path("v1/applications/photo/", Photo.as_view(), name="photo"),
    path("v1/applications/status/", Status.as_view(), name="status"),
    path("v1/schema/", Definition.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    path("docs/styles.css", styles, name="docs_styles"),
    re_path("", UnknownAddress.as_view()),
]
