"""A message by POST, as JSON, signed as Standard Webhooks has it (standardwebhooks.com).

The address is dialled through the guard of `sources.net`: never a private one that is not allowed, and no redirect is followed.
"""

import base64
import hashlib
import hmac
import json
import os
import time
from binascii import Error as NoBase64
from collections.abc import Sequence

from vedette.errors import FetchError
from vedette.publishing.channels.model import Message, SendError, Webhook
from vedette.sources.net.guard import allowed, target_of

SECONDS, CONNECT = 20.0, 10.0
LARGEST_ANSWER = 64 * 1024

_AGAIN = frozenset({408, 425, 429})
"""Refusals that may pass (RFC 9110, RFC 6585)."""


def body_of(message: Message, at: float) -> bytes:
    """Return what is posted: the message's own data beside its words, the moment in seconds."""
    told = {
        "type": f"vedette.{message.kind}",
        "id": message.id,
        "thread": message.thread or message.id,
        "timestamp": int(at),
        "title": message.title,
        "text": message.text,
        "data": dict(message.data),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def signature(secret: str, id_: str, at: int, body: bytes) -> str:
    """Return the signature of a body: `v1,` and the HMAC-SHA256 of id, moment and body, in base 64.

    A secret that begins with `whsec_` is base 64 itself; any other is taken as it is.
    """
    key = secret.encode()
    if secret.startswith("whsec_"):
        try:
            key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except NoBase64:
            raise SendError("its secret begins with whsec_ and is no base 64; mend it", lasting=True) from None
    signed = hmac.new(key, f"{id_}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def post(channel: Webhook, message: Message) -> None:
    """Post a message; raises SendError, which names host and status and never the address."""
    at = time.time()
    body = body_of(message, at)
    headers = [
        ("Content-Type", "application/json; charset=utf-8"),
        ("User-Agent", "vedette"),
        ("webhook-id", message.id),
        ("webhook-timestamp", str(int(at))),
    ]
    if channel.secret:
        headers.append(("webhook-signature", signature(channel.secret, message.id, int(at), body)))
    status = _exchange(channel, headers, body)
    if not 200 <= status < 300:
        raise SendError(f"the web hook answers {status}", lasting=400 <= status < 500 and status not in _AGAIN)


def _exchange(channel: Webhook, headers: Sequence[tuple[str, str]], body: bytes) -> int:
    import httpcore2  # noqa: PLC0415 - only channels need it
    import httpx2  # noqa: PLC0415

    from vedette.sources.net.transport import GuardedBackend, Line  # noqa: PLC0415

    try:
        target = target_of(channel.url, "the web hook")
        allow = allowed((*channel.allow, *os.environ.get("VEDETTE_ALLOW_HOSTS", "").split(",")))
        line = Line(
            item="the web hook",
            target=target,
            allow=allow,
            until=time.monotonic() + SECONDS,
            connect=CONNECT,
            most=LARGEST_ANSWER,
        )
        context = httpx2.create_ssl_context(trust_env=False) if target.scheme == "https" else None
        url = httpcore2.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        sent = [("Host", target.netloc), ("Connection", "close"), ("Content-Length", str(len(body))), *headers]
        with (
            httpcore2.ConnectionPool(
                ssl_context=context, network_backend=GuardedBackend(line), max_connections=1
            ) as pool,
            pool.stream("POST", url, headers=sent, content=body) as answer,
        ):
            return int(answer.status)
    except FetchError as e:
        raise SendError(f"the web hook {e.cause}; {e.remedy}", lasting=e.kind in ("private", "scheme")) from None
    except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as e:
        raise SendError(f"the web hook cannot be reached ({type(e).__name__})") from None
