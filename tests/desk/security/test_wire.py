"""The desk as it is served, called by hand over a socket: what no client library would send lets nobody in and breaks nothing."""

import gzip
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from shutil import copy
from time import monotonic

import pytest

from desk.make_people import NAMES, PASSWORD
from vedette.store.store import Store
from vedette.workflow import people

PATIENCE = 20
HERE = "127.0.0.1"
OWN = "Sec-Fetch-Site: same-origin"
FORM = "Content-Type: application/x-www-form-urlencoded"
JSON = "Content-Type: application/json"


class Desk:
    """A desk in a process of its own, with people in it, and the words by which they come in."""

    def __init__(self, port, words, tokens):
        self.port, self.words, self.tokens = port, words, tokens

    def cookie(self, role):
        return f"Cookie: vedette-session={self.words[role]}"

    def say(self, *parts):
        """Send bytes as they are, and return all that is answered until the desk closes; "" where it says nothing in time."""
        heard = b""
        with socket.create_connection((HERE, self.port), PATIENCE) as line:
            try:
                for part in parts:
                    line.sendall(part)
                while said := line.recv(65_536):
                    heard += said
            except OSError:
                # It closed before it had taken everything, or waits for more.
                pass
        return heard

    def ask(self, method, target, *headers, body=b"", host=HERE):
        """Return the status, the headers and the body of one request."""
        told = [f"{method} {target} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
        if body:
            told.append(f"Content-Length: {len(body)}")
        return answer_of(self.say("\r\n".join(told).encode("latin-1") + b"\r\n\r\n" + body))


def answer_of(heard):
    head, _, body = heard.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    return int(first.split()[1]), dict(x.lower().split(": ", 1) for x in lines), body.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def desk(peopled_file, tmp_path_factory):
    file = tmp_path_factory.mktemp("wire") / "wire.db"
    for end in ("", "-wal"):
        if (part := peopled_file.with_name(peopled_file.name + end)).exists():
            copy(part, file.with_name(file.name + end))
    store = Store.open(str(file))
    words = {role: people.sign_in(store, name, PASSWORD).word for role, name in NAMES.items()}
    tokens = {role: people.make_token(store, name, "t", role, days=1, by=name)[0] for role, name in NAMES.items()}
    store.close()
    told = file.with_name("stderr")
    command = [sys.executable, "-m", "vedette", "desk", "--store", str(file), "--port", "0", "--no-browser", "--format", "json"]  # fmt: skip
    with told.open("wb") as errors:
        served = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=os.environ)  # noqa: S603
    assert served.stdout
    line = served.stdout.readline()
    assert line, told.read_text("utf-8")
    try:
        yield Desk(int(json.loads(line)["address"].rstrip("/").rpartition(":")[2]), words, tokens)
    finally:
        served.terminate()
        served.wait(20)
    # Nothing of all this was a fault that nobody foresaw.
    assert "Traceback" not in Path(told).read_text("utf-8")


WAYS_ROUND = [
    "/people", "//people", "/people/", "/PEOPLE", "/people/.", "/people/..;/", "/people;/static/x", "/static/../people", "/static/..%2fpeople",
    "/static/%2e%2e/people", "/sign-in/../people", "/join/../people", "/join/%2e%2e%2fpeople", "/%70eople", "/people%20", "/people%00",
    "/people%0a", "/people.", "/people?x=/static/", "/people#/static/x", "/people%3f/static/x", "http://127.0.0.1/people", "http://evil/people", "*",
    "people", "\\people", "/%2fpeople", "/./people", "/%ff%fe", "/embed/../people", "/embed/map", "/api/v1/people", "/api/v1//people",
    "/api/v1/../../static/x", "/api/v1/people%2f", "/mcp", "/docs", "/redoc", "/openapi.json", "/static/../app.py", "/static/%00",
]  # fmt: skip
HOSTS = [
    "evil", "127.0.0.1.", "127.0.0.1@evil", "user@127.0.0.1", "127.0.0.1:80@evil", "127.0.0.1/static/?", "127.0.0.1:/static/?x", "127.0.0.1 evil",
    "[", "[]", "", "127.0.0.1:x", "127.0.0.1,evil", "evil#127.0.0.1", "localhost.evil", "127.1", "2130706433",
]  # fmt: skip


@pytest.mark.parametrize("target", WAYS_ROUND)
def test_no_way_of_writing_an_address_leads_past_the_door(desk, target):
    status, headers, body = desk.ask("GET", target)
    # What is below /static and /join says that there is none of it; all else leads to the sign-in or refuses.
    assert status in (401, 404) or (status == 303 and headers["location"].startswith("/sign-in"))
    assert "Anahit" not in body
    reader = desk.ask("GET", target, desk.cookie("reader"))
    assert "Anahit" not in reader[2]
    assert reader[0] != 500


@pytest.mark.parametrize("host", HOSTS)
def test_no_way_of_writing_a_host_is_taken_for_another(desk, host):
    status, _, body = desk.ask("GET", "/people", desk.cookie("administrator"), host=host)
    assert status == 400
    assert "Anahit" not in body


@pytest.mark.parametrize("head", [b"GET / HTTP/1.0\r\n\r\n", b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil\r\n\r\n"])  # fmt: skip
def test_a_request_without_one_host_is_refused(desk, head):
    assert answer_of(desk.say(head))[0] == 400


@pytest.mark.parametrize(
    "method", ["HEAD", "OPTIONS", "TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND", "BREW", "get", "X" * 300]
)
def test_no_other_method_does_anything(desk, method):
    assert desk.ask(method, "/people")[0] in (303, 403)
    assert desk.ask(method, "/people", desk.cookie("administrator"), OWN)[0] == 405


def test_no_header_makes_another_method_or_another_host_of_it(desk):
    over = ("X-HTTP-Method-Override: POST", "X-Method-Override: POST", "_method: POST")
    assert desk.ask("GET", "/account/sessions/end", desk.cookie("reader"), *over)[0] == 405
    beside = ("X-Forwarded-Host: evil", "X-Original-URL: /audit", "X-Rewrite-URL: /audit", "Forwarded: host=evil")
    status, _, body = desk.ask("GET", "/people", desk.cookie("administrator"), *beside)
    assert status == 200
    assert "evil" not in body


def test_whoever_is_no_proxy_of_ours_is_not_believed(desk):
    by_https = f"Cookie: __Host-vedette-session={desk.words['administrator']}"
    assert desk.ask("GET", "/people", by_https, "X-Forwarded-Proto: https")[0] == 303
    tries = [desk.ask("POST", "/sign-in", OWN, FORM, f"X-Forwarded-For: 10.0.0.{n}", body=f"name=Nobody{n}&password=x".encode())[0] for n in range(22)]  # fmt: skip
    assert tries[-1] == 429


@pytest.mark.parametrize(
    "origin",
    [(), ("Origin: null",), ("Origin: http://evil",), ("Origin: http://[",), ("Origin: http://127.0.0.1/x",), ("Origin: http://evil", "Origin: http://127.0.0.1"),
     ("Sec-Fetch-Site: none",), ("Sec-Fetch-Site: same-site",), ("Sec-Fetch-Site: cross-site", "Origin: http://127.0.0.1")],
)  # fmt: skip
def test_a_cookie_alone_changes_nothing(desk, origin):
    assert desk.ask("POST", "/gate", desk.cookie("reader"), FORM, *origin, body=b"choice=open")[0] == 403


def test_two_cookies_of_one_name_are_never_more_than_one_of_them(desk):
    first, other = desk.words["administrator"], desk.words["reader"]
    for told in (f"Cookie: vedette-session={first}; vedette-session={other}", f"Cookie: vedette-session={first}\r\nCookie: vedette-session={other}"):  # fmt: skip
        assert desk.ask("GET", "/people", told)[0] in (200, 403)
    for odd in ('"\\101"; =; ;;', "x" * 5_000, "%00", "é"):
        assert desk.ask("GET", "/people", f"Cookie: vedette-session={odd}")[0] == 303


@pytest.mark.parametrize(
    "told",
    ["Bearer", "Bearer ", "Token {t}", "Bearer {t}x", "Bearer\t{t}", "Basic {t}", "Bearer {s}", "Bearer {t}, Bearer x"],
)
def test_what_is_not_quite_a_token_is_none(desk, told):
    word = told.format(t=desk.tokens["administrator"], s=desk.words["administrator"])
    assert desk.ask("GET", "/api/v1/people", f"Authorization: {word}", desk.cookie("administrator"))[0] in (401, 200)
    assert desk.ask("GET", "/api/v1/people", f"Authorization: {word}")[0] == 401
    assert desk.ask("GET", "/people", f"Authorization: Bearer {desk.tokens['administrator']}")[0] == 303


JUDGED = "/api/v1/incidents/85aa2cc6/assessment"


@pytest.mark.parametrize("kind", ["text/plain", "", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_json_that_a_form_could_send_is_not_read(desk, kind):
    body = json.dumps({"kind": "status", "value": "fair", "why": "x", "seen": "aaaaaaa"}).encode()
    more = [f"Content-Type: {kind}"] if kind else []
    status, _, told = desk.ask("POST", JUDGED, desk.cookie("analyst"), OWN, *more, body=body)
    assert status == 422
    assert "body" in told


@pytest.mark.parametrize(
    "body",
    [gzip.compress(b" " * 50_000_000), b"[" * 100_000 + b"]" * 100_000, b'{"kind":' + b"9" * 200_000 + b"}", b'{"why":NaN}', b"\xff\xfe", b'{"why":"\\ud800"}'],
    ids=["bomb", "deep", "number", "nan", "bytes", "half"],
)  # fmt: skip
def test_a_body_that_means_harm_is_refused_at_once(desk, body):
    began = monotonic()
    status, _, _ = desk.ask("POST", JUDGED, desk.cookie("analyst"), OWN, JSON, "Content-Encoding: gzip", body=body)
    assert status == 422
    assert monotonic() - began < 5


def test_a_form_of_many_fields_is_refused(desk):
    many = b"&".join(b"a%d=1" % n for n in range(20_000))
    assert desk.ask("POST", "/seen", desk.cookie("reader"), OWN, FORM, body=many)[0] == 400
    parts = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="%d"; filename="a"\r\n\r\nx\r\n' % n for n in range(2_000)
    )
    whole = "Content-Type: multipart/form-data; boundary=x"
    assert desk.ask("POST", "/seen", desk.cookie("reader"), OWN, whole, body=parts + b"--x--\r\n")[0] == 400


def head(desk, target, *headers, method="POST", role="analyst"):
    told = [f"{method} {target} HTTP/1.1", f"Host: {HERE}", desk.cookie(role), OWN, JSON, *headers]
    return "\r\n".join(told).encode() + b"\r\n\r\n"


def test_a_body_is_too_large_whether_it_says_so_or_not(desk):
    assert answer_of(desk.say(head(desk, JUDGED, "Content-Length: 300000", "Connection: close")))[0] == 413
    chunks = [b"8000\r\n" + b" " * 0x8000 + b"\r\n"] * 9
    assert answer_of(desk.say(head(desk, JUDGED, "Transfer-Encoding: chunked", "Connection: close"), *chunks))[0] == 413


def test_what_is_too_long_is_refused_before_anything_is_asked(desk):
    assert desk.ask("GET", "/", "X-A: " + "a" * 100_000)[0] == 431
    assert desk.ask("GET", "/", desk.cookie("administrator") + "a" * 40_000)[0] == 431
    assert desk.ask("GET", "/?words=" + "a" * 9_000)[0] == 414


@pytest.mark.parametrize(
    "headers",
    [("Content-Length: 5", "Content-Length: 6"), ("Content-Length: -1",), ("Content-Length: 1e3",), ("Transfer-Encoding: xchunked",),
     ("Transfer-Encoding: chunked, identity",), ("X-A : b", "Content-Length: 1")],
)  # fmt: skip
def test_a_length_that_can_be_read_in_two_ways_is_refused(desk, headers):
    heard = desk.say(head(desk, JUDGED, *headers, "Connection: close"), b"x")
    assert answer_of(heard)[0] in (400, 501)
    assert heard.count(b"HTTP/1.1 ") == 1


def test_of_two_requests_in_one_breath_each_is_let_in_by_itself(desk):
    first = head(desk, "/people", method="GET", role="administrator")
    last = f"GET /people HTTP/1.1\r\nHost: {HERE}\r\nConnection: close\r\n\r\n".encode()
    heard = desk.say(first + last)
    assert [x[:3] for x in heard.split(b"HTTP/1.1 ")[1:]] == [b"200", b"303"]


def test_those_that_are_slow_hold_up_nobody(desk):
    slow = [socket.create_connection((HERE, desk.port), PATIENCE) for _ in range(100)]
    try:
        for n, line in enumerate(slow):
            # Half of them stop within the headers, half within the body.
            line.sendall(head(desk, JUDGED, "Content-Length: 100")[: -2 if n % 2 else None])
        began = monotonic()
        assert desk.ask("GET", "/", desk.cookie("reader"))[0] == 200
        assert monotonic() - began < 10
    finally:
        for line in slow:
            line.close()


def test_as_many_listeners_as_may_be_leave_the_pages_free(desk):
    ask = f"GET /api/v1/stream HTTP/1.1\r\nHost: {HERE}\r\n{desk.cookie('reader')}\r\n\r\n".encode()
    lines = [socket.create_connection((HERE, desk.port), PATIENCE) for _ in range(70)]
    try:
        for line in lines:
            line.sendall(ask)
        heard = [line.recv(12)[9:] for line in lines]
        assert heard.count(b"200") <= 64
        assert heard.count(b"503") >= 6
        began = monotonic()
        assert desk.ask("GET", "/", desk.cookie("reader"))[0] == 200
        assert monotonic() - began < 10
    finally:
        for line in lines:
            line.close()
