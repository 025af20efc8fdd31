"""Views that do nothing, beside the project's own: what an answer costs before there is anything in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cardservice.urls import urlpatterns as own


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class Empty(APIView):
    """An empty REST framework view with the project's settings."""

    def get(self, request: Request) -> Response:
        return Response({})

    def post(self, request: Request) -> Response:
        request.data  # noqa: B018 - reading the body is part of taking a POST
        return Response({})


class Ready(APIView):
    """A REST framework view that only renders an answer made beforehand."""

    answer: ClassVar[dict[str, Any]] = {}

    def get(self, request: Request) -> Response:
        return Response(self.answer)


urlpatterns = [
    path("api/empty/", Empty.as_view()),
    path("api/ready/", Ready.as_view()),
    path("empty/", empty),
    *own,
]
