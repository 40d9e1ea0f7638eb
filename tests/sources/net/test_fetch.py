"""Pages over HTTP, from a server on this machine."""

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from vedette.errors import FetchError, SkipError
from vedette.sources.net import fetch as fetching
from vedette.sources.net.fetch import fetch, is_address

PAGE = (
    "<html><body><article><p>The army said that it had withdrawn from the town on Tuesday.</p></article></body></html>"
)


def test_a_page_comes_with_its_charset_and_kind(httpserver: HTTPServer):
    httpserver.expect_request("/a").respond_with_data(PAGE.encode("latin-1"), content_type="text/html; charset=latin-1")
    page = fetch(httpserver.url_for("/a"))
    assert page.html
    assert page.data == PAGE.encode("latin-1")
    assert page.charset.lower() in ("latin-1", "iso-8859-1")


def test_the_user_agent_says_who_asks(httpserver: HTTPServer):
    seen = []

    def answer(request):
        seen.append(request.headers["User-Agent"])
        return Response(PAGE, content_type="text/html")

    httpserver.expect_request("/a").respond_with_handler(answer)
    fetch(httpserver.url_for("/a"))
    assert seen[0].startswith("vedette/")


def test_redirects_are_followed_and_end(httpserver: HTTPServer):
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_data(PAGE, content_type="text/html")
    httpserver.expect_request("/loop").respond_with_data("", status=302, headers={"Location": "/loop"})
    assert fetch(httpserver.url_for("/a")).url.endswith("/b")
    with pytest.raises(SkipError, match="redirects more than"):
        fetch(httpserver.url_for("/loop"))


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://127.0.0.1/x", "javascript:alert(1)"])
def test_no_redirect_leads_out_of_http(httpserver: HTTPServer, target):
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": target})
    with pytest.raises(SkipError, match="is not read"):
        fetch(httpserver.url_for("/a"))


def test_a_missing_page_is_told(httpserver: HTTPServer):
    httpserver.expect_request("/a").respond_with_data("gone", status=404)
    with pytest.raises(SkipError, match="answers 404"):
        fetch(httpserver.url_for("/a"))


def test_an_endless_page_is_left(httpserver: HTTPServer, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 100_000)
    httpserver.expect_request("/a").respond_with_data("x" * 200_000, content_type="text/plain")
    with pytest.raises(SkipError, match="is larger than"):
        fetch(httpserver.url_for("/a"))


def test_nobody_there_is_told():
    with pytest.raises(SkipError, match="cannot be fetched"):
        fetch("http://127.0.0.1:9/")


def test_nothing_private_is_fetched_unless_the_environment_allows_it(httpserver: HTTPServer, monkeypatch):
    monkeypatch.setenv("VEDETTE_ALLOW_HOSTS", "wiki.example")
    with pytest.raises(FetchError, match="loopback") as e:
        fetch(httpserver.url_for("/a"))
    assert e.value.kind == "private"
    assert httpserver.log == []


def test_a_page_that_a_person_asks_for_needs_no_robots_txt(httpserver: HTTPServer):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /\n")
    httpserver.expect_request("/a").respond_with_data(PAGE, content_type="text/html")
    fetch(httpserver.url_for("/a"))
    assert [request.path for request, _ in httpserver.log] == ["/a"]


@pytest.mark.parametrize(
    ("told", "is_one"),
    [("https://a.org/b", True), ("javascript:x", True), ("report.txt", False), ("C:/a.txt", False), ("-", False)],
)
def test_addresses_are_told_from_names(told, is_one):
    assert is_address(told) is is_one
