"""The file for nginx writes down nothing about people, and agrees with the program."""

import re

from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern, URLResolver

from . import DEPLOY, SYSTEMD
from .units import environment, read

SITE = (DEPLOY / "nginx" / "card-service-points.conf").read_text(encoding="utf-8")
LANGUAGES = "|".join(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
PERSONAL = ("remote", "request_uri", "$uri", "args", "$request ", "referer", "cookie", "user_agent", "$http_")


def sections() -> set[str]:
    """Return the first part of every path that the program answers."""

    def under(resolver: URLResolver) -> set[str]:
        found = set()
        for pattern in resolver.url_patterns:
            if isinstance(pattern.pattern, LocalePrefixPattern) or str(pattern.pattern) == "":
                found |= under(pattern) if isinstance(pattern, URLResolver) else set()
            else:
                found.add(str(pattern.pattern).split("/")[0])
        return found

    return under(get_resolver())


def logged(request: str) -> str:
    """Return what the map of the site makes of an address that was asked for."""
    table = re.search(r"map \$request_uri \$card_section \{(.*?)\n\}", SITE, re.DOTALL)[1]
    for pattern, value in re.findall(r'"~(.+?)" "(.+?)";', table):
        found = re.search(pattern.replace("(?<", "(?P<"), request)
        if found:
            # A value is the group of its pattern, and a slash after it or none.
            return "".join(text or "" for text in found.groups()) + "/" * value.endswith("/")
    return re.search(r'default "(\w+)"', table)[1]


def test_the_paths_of_the_program_are_found():
    assert {"api", "staff", "accounts", "results", "apply"} <= sections()


def test_the_first_part_of_every_path_is_written_down_and_nothing_after_it():
    for section in sections() | {"static"}:
        assert logged(f"/{section}/1?place=secret") == f"/{section}"
        assert logged(f"/en/{section}") == f"/en/{section}"
    assert logged("/accounts/invitation/secret/") == "/accounts"
    assert logged("/?place=secret") == "/"
    assert logged("/ja/") == "/ja/"
    assert logged("/ko?secret") == "/ko/"


def test_whatever_else_is_asked_for_is_not_written_down():
    for request in ("/13800000000", "/resultssecret", "/fr/results/", "//results/", "/%E5%A4%A7%E8%BF%9E"):
        assert logged(request) == "other"


def test_every_language_of_the_pages_is_known():
    assert SITE.count(f"(?:{LANGUAGES})") == 2


def test_the_access_log_names_nobody():
    named = re.search(r"log_format card_service_points (.*?);", SITE, re.DOTALL)[1]
    assert [word for word in PERSONAL if word in f"{named} "] == []
    used = re.findall(r"access_log (?!off)\S+ ?(\S*);", SITE)
    assert used == ["card_service_points"]


def test_the_error_log_has_no_lines_about_requests():
    assert set(re.findall(r"error_log \S+ (\w+);", SITE)) == {"alert"}
    assert SITE.count("error_log") == SITE.count("server {")


def test_nothing_that_a_visitor_says_of_proxies_is_passed_on():
    headers = dict(re.findall(r"proxy_set_header (\S+) (\S+);", SITE))
    assert headers["X-Forwarded-For"] == "$remote_addr"
    assert headers["X-Forwarded-Proto"] == "$scheme"
    assert headers["X-Request-ID"] == "$request_id"
    assert headers["Forwarded"] == headers["X-Forwarded-Host"] == '""'
    assert environment(DEPLOY / "env.example")["TRUSTED_PROXY_COUNT"] == "1"


def test_nginx_and_the_socket_agree():
    address = re.search(r"server unix:(\S+) ", SITE)[1]
    unit = read(SYSTEMD, "card-service-points.socket")
    assert unit["ListenStream"] == [address]
    assert (unit["SocketUser"], unit["SocketMode"]) == (["www-data"], ["0600"])


def test_what_only_the_operator_looks_at_is_closed_to_others():
    for path in ("metrics", "readyz"):
        closed = re.search(rf"location ~ \S*{path}\S* \{{(.*?)\}}", SITE, re.DOTALL)[1]
        assert "deny all;" in closed
        assert set(re.findall(r"allow (\S+);", closed)) == {"127.0.0.1", "::1"}


def test_the_site_alone_speaks_of_strict_transport():
    assert "add_header Strict" not in SITE
    assert settings.SECURE_HSTS_SECONDS is not None


def test_the_pages_of_nginx_stand_alone_in_every_language():
    for name in set(re.findall(r"location = /(\S+\.html)", SITE)):
        page = (DEPLOY / "nginx" / name).read_text(encoding="utf-8")
        assert set(re.findall(r'lang="([\w-]+)"', page)) == {"zh-Hans", "en", "ja", "ko"}
        assert re.findall(r"<(?:script|style|link|img)|style=|src=", page) == []
