"""The line: what is resolved, checked and dialled, and TLS for the name."""

import shutil
import socket
import ssl
import subprocess
import threading
import time

import httpcore2
import pytest
from pytest_httpserver import HTTPServer

from sources.raw_server import head, raw
from vedette.errors import FetchError
from vedette.sources.net.guard import allowed, target_of
from vedette.sources.net.http import Client, Wire
from vedette.sources.net.transport import Line, dialled, explained, opened, resolved


class Names:
    """A resolver that tells each answer once, the last one for ever."""

    def __init__(self, *answers) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    def __call__(self, host, port):
        self.asked.append((host, port))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def line(url: str, resolve, *allow: str, seconds: float = 10.0, **told) -> Line:
    known = {"item": url, "target": target_of(url, url), "allow": allowed(allow), "connect": 5.0, "most": 1_000_000}
    return Line(**{**known, **told}, until=time.monotonic() + seconds, resolve=resolve)


def asked(told: Line, context: ssl.SSLContext | None = None) -> tuple[int, bytes]:
    with opened(told, [("Host", told.target.netloc)], context) as answer:
        return answer.status, b"".join(answer.iter_stream())


@pytest.fixture
def dials(monkeypatch):
    """Record what would be dialled, and let no dial succeed."""
    found = []

    def dial(self, host, port, *args, **kwargs):
        found.append(host)
        raise httpcore2.ConnectError("nobody there")

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", dial)
    return found


def test_a_name_is_resolved_once_so_that_rebinding_cannot_win(dials):
    names = Names(["93.184.216.34"], ["127.0.0.1"])
    with pytest.raises(FetchError) as e:
        asked(line("http://news.example/", names))
    assert e.value.kind == "refused"
    assert dials == ["93.184.216.34"]
    assert names.asked == [("news.example", 80)]


def test_a_name_that_leads_to_a_private_address_is_not_dialled(dials):
    with pytest.raises(FetchError, match=r"leads to 10\.0\.0\.7 .*VEDETTE_ALLOW_HOSTS") as e:
        asked(line("http://wiki.example/", Names(["10.0.0.7"])))
    assert (e.value.kind, e.value.lasting) == ("private", False)
    assert dials == []


def test_a_name_that_leads_to_both_is_refused_whole(dials):
    with pytest.raises(FetchError) as e:
        asked(line("http://news.example/", Names(["93.184.216.34", "127.0.0.1"])))
    assert e.value.kind == "private"
    assert dials == []


@pytest.mark.parametrize(
    "host", ["0x7f.1", "2130706433", "127.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "127.0.0.1"]
)
def test_odd_spellings_of_this_machine_are_caught_by_what_is_dialled(dials, host):
    try:
        told = line(f"http://{host}/", resolved)
    except FetchError as e:
        assert e.kind == "scheme"
        return
    with pytest.raises(FetchError) as e:
        asked(told)
    assert e.value.kind in ("private", "name")
    assert dials == []


def test_each_address_is_tried_in_turn_and_not_too_many(dials):
    with pytest.raises(FetchError):
        asked(line("http://news.example/", Names([f"93.184.216.{n}" for n in range(1, 99)])))
    assert dials == [f"93.184.216.{n}" for n in range(1, 7)]


def test_both_families_are_tried_where_one_has_many_addresses(dials):
    six, four = [f"2606:4700::{n}" for n in range(1, 9)], ["93.184.216.34"]
    with pytest.raises(FetchError):
        asked(line("http://news.example/", Names([*six, *four])))
    assert dials[:3] == [six[0], four[0], six[1]]


def test_an_allowed_name_does_not_open_the_clouds_service():
    assert dialled(line("http://wiki.example/", Names(["10.0.0.7"]), "wiki.example")) == ("10.0.0.7",)
    with pytest.raises(FetchError, match="service of the cloud"):
        dialled(line("http://wiki.example/", Names(["169.254.169.254"]), "wiki.example"))
    told = line("http://169.254.169.254/", Names(["169.254.169.254"]), "169.254.169.254")
    assert dialled(told) == ("169.254.169.254",)


@pytest.mark.parametrize("answer", [socket.gaierror(-2, "unknown"), UnicodeError("label too long"), []])
def test_a_name_without_an_address_is_told(answer):
    with pytest.raises(FetchError, match="has no address") as e:
        dialled(line("http://none.example/", Names(answer)))
    assert (e.value.kind, e.value.lasting) == ("name", False)


def test_what_a_resolver_tells_must_be_an_address():
    with pytest.raises(FetchError, match="no IP address"):
        dialled(line("http://news.example/", Names(["inside.example"])))


def test_a_names_server_that_does_not_answer_is_left():
    done = threading.Event()

    def slow(host, port):
        done.wait(30)
        return ["93.184.216.34"]

    with pytest.raises(FetchError) as e:
        asked(line("http://slow.example/", slow, seconds=0.1))
    done.set()
    assert e.value.kind == "timeout"


def test_too_much_on_the_wire_is_left():
    with raw(head("Content-Length: 900000") + b"x" * 900_000) as server:
        told = line(server.url(), resolved, "127.0.0.1", most=500_000)
        with pytest.raises(FetchError, match="on the wire") as e:
            asked(told)
    assert e.value.kind == "large"


def test_no_time_left_is_told_before_anything_is_dialled(dials):
    with pytest.raises(FetchError) as e:
        asked(line("http://news.example/", Names(["93.184.216.34"]), seconds=-1))
    assert e.value.kind == "timeout"
    assert dials == []


def test_messages_of_the_library_are_one_short_line():
    told = explained(httpcore2.RemoteProtocolError("a\nb " * 200), "it")
    assert told.kind == "broken"
    assert "\n" not in str(told)
    assert len(str(told)) < 300


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """Make a certificate for news.example that nobody else trusts."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    told = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=news.example -addext subjectAltName=DNS:news.example"
    command = [openssl, *told.split(), "-keyout", str(key), "-out", str(cert)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words
    return cert, key


@pytest.fixture
def secure(certificate):
    """Serve over TLS, and keep the names that clients ask for."""
    cert, key = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    names = []
    context.sni_callback = lambda _, name, __: names.append(name)
    server = HTTPServer(ssl_context=context)
    server.start()
    server.expect_request("/").respond_with_data("hello")
    try:
        yield server, names, ssl.create_default_context(cafile=str(cert))
    finally:
        server.stop()


def test_tls_is_for_the_name_and_not_for_the_address_dialled(secure):
    server, names, context = secure
    told = line(f"https://news.example:{server.port}/", Names(["127.0.0.1"]), "news.example")
    assert asked(told, context) == (200, b"hello")
    assert names == ["news.example"]


def test_a_certificate_for_another_name_is_refused(secure):
    server, _, context = secure
    told = line(f"https://other.example:{server.port}/", Names(["127.0.0.1"]), "other.example")
    with pytest.raises(FetchError, match="certificate") as e:
        asked(told, context)
    assert e.value.kind == "tls"


def test_a_certificate_that_nobody_vouches_for_is_refused(secure):
    server, names, _ = secure
    asking = Client(allow=("news.example",), robots=False, delay=0.0, wire=Wire(resolve=Names(["127.0.0.1"])))
    with pytest.raises(FetchError) as e:
        asking.get(f"https://news.example:{server.port}/")
    assert e.value.kind == "tls"
    assert names == ["news.example"]


def test_no_tls_where_it_is_asked_for_is_told():
    with raw(b"SSH-2.0-OpenSSH_9.6 and no TLS\r\n") as server:
        server.listens = False
        told = line(f"https://127.0.0.1:{server.port}/", resolved, "127.0.0.1")
        with pytest.raises(FetchError) as e:
            asked(told, ssl.create_default_context())
    # Whether the server's words or its hanging up come first is the network's to say.
    assert e.value.kind in ("tls", "refused")
