"""The client against servers on this machine that do what hostile and broken servers do."""

import gzip
import re
import threading
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Response

from sources.raw_server import head, raw
from vedette.errors import FetchError
from vedette.sources.net import transport
from vedette.sources.net.guard import refusal
from vedette.sources.net.http import REDIRECTS, Client, Wire, user_agent
from vedette.sources.net.transport import resolved

PAGE = "<html><body><p>The army said that it had withdrawn.</p></body></html>"


def client(*allow: str, resolve=resolved, seconds: float = 20.0, **told) -> Client:
    known = {"robots": False, "delay": 0.0, **told}
    return Client(allow=("127.0.0.1", *allow), wire=Wire(seconds=seconds, connect=5.0, resolve=resolve), **known)


@pytest.fixture(autouse=True)
def _nothing_allowed_by_the_environment(monkeypatch):
    monkeypatch.delenv("VEDETTE_ALLOW_HOSTS")
    monkeypatch.delenv("VEDETTE_CONTACT", raising=False)


@pytest.fixture
def httpserver(httpserver: HTTPServer, monkeypatch):
    """Call this machine by its number, which is what is allowed."""
    monkeypatch.setattr(httpserver, "url_for", lambda path: f"http://127.0.0.1:{httpserver.port}{path}")
    return httpserver


def fails(url: str, asking: Client | None = None, **told) -> FetchError:
    with pytest.raises(FetchError) as e:
        (asking or client()).get(url, **told)
    return e.value


def test_a_page_comes_with_all_that_is_told_of_it(httpserver: HTTPServer):
    headers = {"ETag": '"a1"', "Last-Modified": "Sun, 01 Mar 2026 12:00:00 GMT", "Set-Cookie": "track=1"}
    httpserver.expect_request("/a").respond_with_data(
        PAGE, content_type="text/html; charset=iso-8859-1", headers=headers
    )
    reply = client().get(httpserver.url_for("/a") + "#part")
    assert (reply.status, reply.kind, reply.charset, reply.data) == (200, "text/html", "iso-8859-1", PAGE.encode())
    assert (reply.etag, reply.modified) == ('"a1"', "Sun, 01 Mar 2026 12:00:00 GMT")
    assert (reply.url, reply.moved) == (httpserver.url_for("/a"), None)
    assert "set-cookie" not in {name.lower() for name, _ in reply.headers}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", reply.at)


def test_nothing_private_is_fetched_unless_it_is_allowed(httpserver: HTTPServer, monkeypatch):
    httpserver.expect_request("/a").respond_with_data(PAGE)
    refused = fails(httpserver.url_for("/a"), Client(robots=False, delay=0.0))
    assert (refused.kind, refused.lasting) == ("private", True)
    assert httpserver.log == []
    monkeypatch.setenv("VEDETTE_ALLOW_HOSTS", f"127.0.0.1:{httpserver.port}, other.example")
    assert Client(robots=False, delay=0.0).get(httpserver.url_for("/a")).status == 200


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("http://[fd00:ec2::254]/", "private"),
        ("http://wiki.example/", "private"),
        ("//wiki.example/", "private"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://a.org/", "scheme"),
        ("http://me:pw@a.org/", "scheme"),
    ],
)
def test_no_redirect_leads_where_nobody_may_go(httpserver: HTTPServer, target, kind):
    def names(host, port):
        return ["10.0.0.7"] if host == "wiki.example" else resolved(host, port)

    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": target})
    assert fails(httpserver.url_for("/a"), client(resolve=names)).kind == kind


@pytest.mark.parametrize("target", ["http://[/", "http://a.org:99999/", "http://a b/", "http://a.org/\x01"])
def test_no_redirect_to_nonsense_is_followed(target):
    with raw(head(f"Location: {target}", "Content-Length: 0", status="302 Found")) as server:
        assert fails(server.url()).kind in ("scheme", "broken", "name")
        assert len(server.requests) == 1


def test_a_strangers_redirect_does_not_open_what_is_allowed(httpserver: HTTPServer, monkeypatch):
    names = {"stranger.example": ["127.0.0.1"], "wiki.example": ["10.0.0.7"]}
    monkeypatch.setattr(transport, "refusal", lambda a: None if a == "127.0.0.1" else refusal(a))
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": "http://wiki.example/"})
    asking = client("wiki.example", resolve=lambda host, _: names[host])
    assert fails(f"http://stranger.example:{httpserver.port}/a", asking).kind == "private"


def test_a_redirect_is_followed_and_is_lasting_only_where_each_step_is(httpserver: HTTPServer):
    for path, status, to in (("/a", 301, "/b"), ("/b", 308, "/c?x=ö"), ("/d", 302, "/a"), ("/e", 301, "/d")):
        httpserver.expect_request(path).respond_with_data("", status=status, headers={"Location": to})
    httpserver.expect_request("/c").respond_with_data(PAGE, content_type="text/html")
    end = httpserver.url_for("/c?x=%C3%B6")
    told = {path: client().get(httpserver.url_for(path)) for path in ("/a", "/d", "/e")}
    assert {reply.url for reply in told.values()} == {end}
    assert (told["/a"].moved, told["/d"].moved, told["/e"].moved) == (end, None, None)


def test_a_redirect_in_a_circle_ends(httpserver: HTTPServer):
    httpserver.expect_request("/a").respond_with_data("", status=301, headers={"Location": "/a"})
    assert fails(httpserver.url_for("/a")).kind == "redirects"
    assert len(httpserver.log) == REDIRECTS + 1


def test_what_has_not_changed_is_not_sent_again(httpserver: HTTPServer):
    def answer(request):
        seen.append((request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")))
        return Response(status=304) if seen[-1][0] == 'W/"1"' else Response(PAGE)

    seen: list[tuple[str | None, str | None]] = []
    httpserver.expect_request("/a").respond_with_handler(answer)
    reply = client().get(httpserver.url_for("/a"), etag='W/"1"', modified="Sun, 01 Mar 2026 12:00:00 GMT")
    assert (reply.status, reply.data, reply.kind) == (304, b"", None)
    assert (reply.etag, reply.modified) == ('W/"1"', "Sun, 01 Mar 2026 12:00:00 GMT")
    assert client().get(httpserver.url_for("/a"), etag='"2"').status == 200
    assert seen == [('W/"1"', "Sun, 01 Mar 2026 12:00:00 GMT"), ('"2"', None)]


def test_a_mark_that_is_an_attack_is_not_sent(httpserver: HTTPServer):
    httpserver.expect_request("/a").respond_with_data(PAGE)
    client().get(httpserver.url_for("/a"), etag='"1"\r\nX-Evil: 1', modified="ö" * 9)
    (request, _), *_ = httpserver.log
    assert not {"If-None-Match", "If-Modified-Since", "X-Evil"} & set(request.headers.keys())


def test_a_304_that_was_not_asked_for_is_broken(httpserver: HTTPServer):
    httpserver.expect_request("/a").respond_with_data("", status=304)
    assert fails(httpserver.url_for("/a")).kind == "broken"


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_packed_pages_are_unpacked(httpserver: HTTPServer, packing):
    data = gzip.compress(PAGE.encode()) if packing == "gzip" else zlib.compress(PAGE.encode())
    httpserver.expect_request("/a").respond_with_data(
        data, content_type="text/html", headers={"Content-Encoding": packing}
    )
    assert client().get(httpserver.url_for("/a")).data == PAGE.encode()
    assert httpserver.log[0][0].headers["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("data", "packing", "kind"),
    [
        (gzip.compress(b"\0" * 50_000_000), "gzip", "bomb"),
        (zlib.compress(b"\0" * 50_000_000), "deflate", "bomb"),
        (gzip.compress(bytes(range(256)) * 30), "gzip", "large"),
        (gzip.compress(gzip.compress(b"a" * 1_000_000)), "gzip, gzip", "type"),
        (b"whatever", "br", "type"),
        (b"no gzip at all", "gzip", "broken"),
        (gzip.compress(b"cut off")[:-4], "gzip", "broken"),
    ],
)
def test_bombs_and_strange_packings_are_refused(httpserver: HTTPServer, data, packing, kind):
    httpserver.expect_request("/a").respond_with_data(
        data, content_type="text/html", headers={"Content-Encoding": packing}
    )
    largest = 5000 if kind == "large" else 20_000_000
    assert fails(httpserver.url_for("/a"), largest=largest).kind == kind


def test_a_page_that_says_it_is_too_large_is_not_read():
    with raw(head("Content-Length: 999999999", "Content-Type: text/html")) as server:
        assert fails(server.url(), largest=1000).kind == "large"


@pytest.mark.parametrize("lines", [(), ("Transfer-Encoding: chunked",)])
def test_an_endless_page_is_left(lines):
    piece = b"1000\r\n" + b"x" * 4096 + b"\r\n" if lines else b"x" * 4096
    with raw() as server:
        server.answers = [server.endless(head("Content-Type: text/html", *lines), piece)]
        assert fails(server.url(), largest=100_000).kind == "large"


def test_a_page_in_crumbs_is_left():
    with raw() as server:
        # Each byte in a chunk of its own with a long extension: little text, and much on the wire.
        crumb = b"1;" + b"e" * 4000 + b"\r\nx\r\n"
        server.answers = [server.endless(head("Content-Type: text/html", "Transfer-Encoding: chunked"), crumb)]
        assert fails(server.url(), largest=100_000).kind in ("large", "broken")


@pytest.mark.parametrize("begin", [head("Content-Type: text/html"), b"HTTP/1.1 200 OK\r\nX: ", b""])
def test_a_server_that_trickles_is_left(begin):
    with raw() as server:
        server.answers = [server.endless(begin, b"x", every=0.02)]
        assert fails(server.url(), client(seconds=0.4)).kind == "timeout"


def test_a_server_that_promises_for_ever_is_left():
    with raw() as server:
        server.answers = [server.endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", every=0.02)]
        assert fails(server.url(), client(seconds=0.4)).kind == "timeout"


def test_redirects_do_not_begin_the_time_anew():
    def slow(connection):
        server.done.wait(0.15)
        connection.sendall(head("Location: /again", "Content-Length: 0", status="302 Found"))

    with raw(slow) as server:
        assert fails(server.url(), client(seconds=0.4)).kind == "timeout"
        assert len(server.requests) < REDIRECTS


def test_headers_that_are_too_large_are_left():
    with raw() as server:
        server.answers = [server.endless(b"HTTP/1.1 200 OK\r\n", b"X-Filler: " + b"x" * 1000 + b"\r\n")]
        told = fails(server.url())
    assert told.kind == "large"
    assert "headers" in told.cause


@pytest.mark.parametrize(
    "answer",
    [
        head("Content-Length: 1000", "Content-Type: text/html") + PAGE.encode(),
        head("Transfer-Encoding: chunked", "Content-Type: text/html") + b"ff\r\n" + PAGE.encode(),
        head("Content-Length: 5", "Content-Length: 9") + PAGE.encode(),
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
        b"\x16\x03\x01\x00\xff\x00" * 20,
    ],
)
def test_half_an_answer_is_none(answer):
    with raw(answer) as server:
        told = fails(server.url())
    assert (told.kind, told.lasting) == ("broken", False)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", head("Content-Type: text/html")]))
def test_whatever_a_server_says_is_a_reply_or_a_clear_error(data, begin):
    with raw(begin + data) as server:
        try:
            reply = client().get(server.url())
        except FetchError as e:
            assert e.kind
        else:
            assert reply.status == 200


def test_packings_in_two_headers_are_one_within_the_other():
    data = gzip.compress(gzip.compress(PAGE.encode()))
    lines = ("Content-Encoding: gzip", "Content-Encoding: gzip", "Content-Type: text/html")
    with raw(head(*lines, f"Content-Length: {len(data)}") + data) as server:
        assert fails(server.url()).kind == "type"


def test_nobody_there_is_told():
    assert fails("http://127.0.0.1:9/").kind == "refused"


def test_an_unknown_name_is_told():
    def none(host, port):
        raise OSError(host)

    assert fails("http://none.example/", client(resolve=none)).kind == "name"


@pytest.mark.parametrize(
    ("status", "headers", "kind", "lasting", "wait"),
    [
        (404, {}, "status", False, None),
        (410, {}, "gone", True, None),
        (401, {}, "status", True, None),
        (403, {}, "status", False, None),
        (451, {}, "status", True, None),
        (429, {"Retry-After": "120"}, "status", False, 120.0),
        (503, {"Retry-After": "9999999"}, "status", False, 86400.0),
        (503, {"Retry-After": "Sun, 01 Mar 2020 12:00:00 GMT"}, "status", False, 0.0),
        (500, {}, "status", False, None),
        (204, {}, "status", False, None),
        (302, {}, "status", False, None),
    ],
)
def test_statuses_are_failures_of_their_kinds(httpserver: HTTPServer, status, headers, kind, lasting, wait):
    httpserver.expect_request("/a").respond_with_data("", status=status, headers=headers)
    told = fails(httpserver.url_for("/a"))
    assert (told.status, told.kind, told.lasting, told.retry_after) == (status, kind, lasting, wait)
    assert f"answers {status}" in str(told)


@pytest.mark.parametrize(
    ("content_type", "data", "accept", "refused"),
    [
        ("image/jpeg", b"whatever", (), True),
        ("text/html", b"\x89PNG\r\n\x1a\n", (), True),
        ("application/pdf", b"%PDF-1.7", (), False),
        ("application/pdf", b"%PDF-1.7", ("page", "feed"), True),
        ("text/html", b"<rss version='2.0'></rss>", ("feed",), False),
        ("text/plain", b"<html>", ("feed",), True),
    ],
)
def test_only_texts_of_the_families_asked_for_are_taken(httpserver: HTTPServer, content_type, data, accept, refused):
    httpserver.expect_request("/a").respond_with_data(data, content_type=content_type)
    if refused:
        assert fails(httpserver.url_for("/a"), accept=accept).kind == "type"
    else:
        assert client().get(httpserver.url_for("/a"), accept=accept).data == data


def test_an_endless_film_is_not_begun():
    with raw() as server:
        server.answers = [server.endless(head("Content-Type: video/mp4"), b"x" * 4096)]
        assert fails(server.url()).kind == "type"


def test_a_wrong_encoding_is_not_passed_on(httpserver: HTTPServer):
    data = b'<html><meta charset="windows-1251">' + "Армия".encode("cp1251")
    httpserver.expect_request("/a").respond_with_data(data, content_type="text/html; charset=x-unknown")
    reply = client().get(httpserver.url_for("/a"))
    assert (reply.charset, reply.data) == ("windows-1251", data)


def test_nothing_of_the_environment_is_used_and_no_cookie_kept(httpserver: HTTPServer, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    httpserver.expect_request("/a").respond_with_data(PAGE, headers={"Set-Cookie": "track=1"})
    asking = client()
    for _ in range(2):
        asking.get(httpserver.url_for("/a"))
    assert len(httpserver.log) == 2
    assert not any(
        {"Cookie", "Authorization", "Referer"} & set(request.headers.keys()) for request, _ in httpserver.log
    )


def test_who_asks_is_told(httpserver: HTTPServer, monkeypatch):
    assert re.fullmatch(r"vedette/[\w.]+", user_agent())
    monkeypatch.setenv("VEDETTE_CONTACT", "mailto:me@a.org)\r\nX: y\x1bö")
    assert user_agent().endswith(" (+mailto:me@a.orgX: y)")
    httpserver.expect_request("/a").respond_with_data(PAGE)
    client().get(httpserver.url_for("/a"))
    assert httpserver.log[0][0].headers["User-Agent"] == user_agent()


def test_no_message_tells_a_secret(httpserver: HTTPServer):
    httpserver.expect_request("/a").respond_with_data("", status=500)
    httpserver.expect_request("/b").respond_with_data("", status=302, headers={"Location": "http://10.0.0.1/?key=hush"})
    for path in ("/a?token=hush&x=1", "/b?api_key=hush"):
        told = str(fails(httpserver.url_for(path)))
        assert "hush" not in told
        assert "=***" in told
    assert "hush" not in str(fails("http://me:hush@a.org/"))


def test_robots_are_kept_to_on_each_hop(httpserver: HTTPServer):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /closed\n")
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": "/closed/b"})
    httpserver.expect_request("/c").respond_with_data(PAGE)
    asking = client(robots=True)
    assert asking.get(httpserver.url_for("/c")).status == 200
    assert fails(httpserver.url_for("/a"), asking).kind == "robots"
    assert fails(httpserver.url_for("/closed/"), asking).kind == "robots"
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt", "/c", "/a"]


def test_robots_that_fail_close_the_host(httpserver: HTTPServer):
    httpserver.expect_request("/robots.txt").respond_with_data("", status=500)
    httpserver.expect_request("/a").respond_with_data(PAGE)
    told = fails(httpserver.url_for("/a"), client(robots=True))
    assert (told.kind, told.lasting) == ("robots", False)
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt"]


def test_robots_without_end_are_read_to_their_limit():
    with raw() as server:
        endless = server.endless(head("Content-Type: text/plain") + b"User-agent: *\nDisallow: /closed\n", b"#" * 4096)
        page = head("Content-Type: text/html", "Content-Length: 6") + b"<html>"
        server.answers = [endless, page]
        asking = client(robots=True)
        assert asking.get(server.url("/open")).data == b"<html>"
        assert fails(server.url("/closed"), asking).kind == "robots"


def test_the_crawl_delay_is_kept_to(httpserver: HTTPServer):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nCrawl-delay: 9\n")
    httpserver.expect_request("/a").respond_with_data(PAGE)
    stop = threading.Event()
    asking = client(robots=True, stop=stop)
    asking.get(httpserver.url_for("/a"))
    threading.Timer(0.1, stop.set).start()
    # The second request would have to wait for nine seconds, in which it is called off.
    assert fails(httpserver.url_for("/a"), asking).kind == "stopped"
    assert len(httpserver.log) == 2


def test_what_is_being_fetched_can_be_called_off():
    with raw() as server:
        stop = threading.Event()
        server.answers = [server.endless(head("Content-Type: text/html"), b"x", every=0.02)]
        threading.Timer(0.1, stop.set).start()
        assert fails(server.url(), client(stop=stop)).kind == "stopped"


def test_a_host_is_asked_by_so_many_at_a_time():
    inside, most, lock, pair = [0], [0], threading.Lock(), threading.Barrier(2)

    def answer(connection):
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        pair.wait(10)
        with lock:
            inside[0] -= 1
        connection.sendall(head("Content-Type: text/html", "Content-Length: 6") + b"<html>")

    with raw(answer) as server:
        asking = client(per_host=2)
        threads = [threading.Thread(target=asking.get, args=(server.url(),)) for _ in range(4)]
        for t in threads:
            t.start()
        for t in threads:
            t.join(20)
        assert len(server.requests) == 4
    assert most[0] == 2


@pytest.mark.parametrize(
    ("told_by", "fetched"),
    [
        (None, True),
        (["http://127.0.0.1/feed"], True),
        (["https://news.example/feed", "http://127.0.0.1/other"], True),
        (["https://news.example/feed"], False),
        (["somechannel", "/home/user/folder", "http://user:secret@127.0.0.1/feed"], False),
        ([], False),
    ],
)
def test_no_strangers_feed_names_a_machine_of_ones_own_network(httpserver: HTTPServer, told_by, fetched):
    httpserver.expect_request("/a").respond_with_data(PAGE, content_type="text/html")
    url = httpserver.url_for("/a")
    if fetched:
        assert client().get(url, told_by=told_by).status == 200
    else:
        found = fails(url, told_by=told_by)
        assert (found.kind, "secret" in str(found)) == ("private", False)
        assert httpserver.log == []
