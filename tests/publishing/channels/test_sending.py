"""Sending over real sockets of this machine: web hook, e-mail, Apprise; what is refused, and what no message holds."""

import base64
import hashlib
import hmac
import json
import socketserver
import threading
from email import message_from_bytes
from email.policy import default

import pytest
from werkzeug import Response

from vedette.errors import StopError
from vedette.publishing.channels.mail import mail_of
from vedette.publishing.channels.model import Apprise, Message, SendError, Smtp, Webhook
from vedette.publishing.channels.send import send
from vedette.publishing.channels.settings import load_channels

MESSAGE = Message(
    id="i1", kind="update", title="FLASH: Sotk\r\nBcc: x@example.org", text="Words <b>[1]\n", html="<p>Words &lt;b&gt;</p>",
    thread="t0", data={"search": "all"},
)  # fmt: skip


def test_a_web_hook_gets_json_signed(httpserver):
    got = []
    httpserver.expect_request("/hook", method="POST").respond_with_handler(lambda r: got.append(r) or Response("", 204))
    send(Webhook(url=httpserver.url_for("/hook"), secret="whsec_" + base64.b64encode(b"key").decode()), MESSAGE)
    (request,) = got
    body = request.get_data()
    told = json.loads(body)
    assert (told["type"], told["id"], told["thread"], told["data"]) == ("vedette.update", "i1", "t0", {"search": "all"})
    signed = b"i1." + request.headers["webhook-timestamp"].encode() + b"." + body
    expected = base64.b64encode(hmac.new(b"key", signed, hashlib.sha256).digest()).decode()
    assert request.headers["webhook-signature"] == f"v1,{expected}"


def test_a_web_hook_that_stumbles_is_tried_again_and_one_that_refuses_is_not(httpserver):
    waits = []
    httpserver.expect_ordered_request("/hook").respond_with_data("", 503)
    httpserver.expect_ordered_request("/hook").respond_with_data("", 200)
    send(Webhook(url=httpserver.url_for("/hook")), MESSAGE, sleep=waits.append)
    assert waits == [1.0]
    httpserver.expect_request("/gone").respond_with_data("", 410)
    with pytest.raises(SendError, match="answers 410"):
        send(Webhook(url=httpserver.url_for("/gone")), MESSAGE, sleep=waits.append)
    assert waits == [1.0]


def test_a_redirect_is_not_followed(httpserver):
    httpserver.expect_request("/hook").respond_with_data("", 302, headers={"Location": "http://169.254.169.254/"})
    with pytest.raises(SendError, match="answers 302"):
        send(Webhook(url=httpserver.url_for("/hook")), MESSAGE, sleep=lambda _: None)


def test_a_private_address_is_not_dialled_unless_it_is_allowed(httpserver, monkeypatch):
    monkeypatch.setenv("VEDETTE_ALLOW_HOSTS", "")
    httpserver.expect_request("/hook").respond_with_data("", 200)
    with pytest.raises(SendError, match="not dialled") as e:
        send(Webhook(url=httpserver.url_for("/hook?token=SECRET")), MESSAGE)
    assert "SECRET" not in str(e.value)
    send(Webhook(url=httpserver.url_for("/hook"), allow=(httpserver.host,)), MESSAGE)


class Mails(socketserver.StreamRequestHandler):
    """A mail server that takes everything, line by line (RFC 5321)."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                data = b""
                while (line := self.rfile.readline()) != b".\r\n":
                    data += line
                self.server.got.append(data)
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def mails():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mails) as server:
        server.got = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_an_e_mail_stands_in_its_thread_as_text_and_html(mails):
    channel = Smtp(
        host="127.0.0.1",
        port=mails.server_address[1],
        tls="none",
        sender="desk@example.org",
        to=("a@example.org", "b@example.org"),
    )
    assert send(channel, MESSAGE) == ""
    made = message_from_bytes(mails.got[0], policy=default)
    assert made["Message-ID"] == "<i1@example.org>"
    assert made["In-Reply-To"] == made["References"] == "<t0@example.org>"
    assert made["Bcc"] is None
    assert made["Subject"] == "Re: FLASH: Sotk Bcc: x@example.org"
    assert [p.get_content_type() for p in made.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert made.get_body(("plain",)).get_content().strip() == "Words <b>[1]"


def test_a_mail_server_that_is_not_there_is_told_without_secrets():
    channel = Smtp(host="127.0.0.1", port=1, tls="none", sender="d@e.org", to=("a@e.org",), password="SECRET")  # noqa: S106
    with pytest.raises(SendError, match="cannot be reached") as e:
        send(channel, MESSAGE, sleep=lambda _: None)
    assert "SECRET" not in str(e.value) + repr(channel)


def test_the_first_message_of_a_thread_answers_to_none():
    channel = Smtp(host="h", port=25, tls="none", sender="d@example.org", to=("a@example.org",))
    made = mail_of(channel, Message(id="i", kind="alert", title="x", text="y", html=""))
    assert made["In-Reply-To"] is None
    assert made.get_content_type() == "text/plain"


def test_apprise_hands_a_message_on(httpserver):
    pytest.importorskip("apprise")
    got = []
    httpserver.expect_request("/", method="POST").respond_with_handler(
        lambda r: got.append(r.json) or Response("", 200)
    )
    send(Apprise(url=f"json://{httpserver.host}:{httpserver.port}/"), MESSAGE)
    assert got[0]["message"].startswith("Words")
    with pytest.raises(SendError, match="none that Apprise knows"):
        send(Apprise(url="nothing://SECRET"), MESSAGE)


def settings(tmp_path, text):
    path = tmp_path / "channels.yaml"
    path.write_text(text, "utf-8")
    return load_channels(path)


def test_channels_are_read_and_secrets_stay_out_of_sight(tmp_path):
    found = settings(
        tmp_path,
        "hook:\n  webhook: https://example.org/SECRET\n  secret: SECRET\n  allow: [10.0.0.5]\n"
        "editors:\n  smtp: {host: mail.example.org, from: d@example.org, to: [a@example.org], user: d, password: SECRET}\n"
        "phone:\n  apprise: ntfy://SECRET\n",
    )
    assert found["editors"].port == 587
    assert found["hook"].allow == ("10.0.0.5",)
    assert "SECRET" not in repr(found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [SECRET", "is no YAML"),
        ("- SECRET", "names no channel"),
        ("a: {webhok: SECRET}", "is none; write exactly one"),
        ("a: {webhook: '', secret: SECRET}", "webhook is missing"),
        ("a: {smtp: {host: h, from: d@example.org, to: x, password: SECRET}}", "an address is none"),
        ("a: {smtp: {host: h, from: d@e.org, to: x@e.org, tls: none, password: SECRET}}", "in the clear"),
        ("a: {smtp: {host: h, from: d@e.org, to: x@e.org, pasword: SECRET}}", "pasword is not known"),
        ("a: {smtp: {host: h, from: d@e.org, to: x@e.org, port: 0}}", "port is none"),
        ("a: {webhook: https://e.org/SECRET, allow: ['no host/']}", "allowed host"),
    ],
)
def test_what_is_wrong_is_told_without_its_value(tmp_path, text, told):
    with pytest.raises(StopError, match=told) as e:
        settings(tmp_path, text)
    assert "SECRET" not in str(e.value)
