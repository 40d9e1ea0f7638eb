"""Walks through a desk as a curious reader would: along every link, every part and every form that asks, a few of each kind."""

from collections import Counter, deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import html

OFFERED = ("href", "src", "hx-get", "data-src", "data-embed", "data-stream", "action")
PART = {"hx-request": "true"}
"""What htmx tells when it asks for a part."""


def crawl(client: Any, starts: list[str], *, most: int = 300, alike: int = 3) -> Iterator[tuple[str, Any]]:
    """Yield addresses and their answers, the whole page and then the part; `alike` addresses of one kind, `most` in all."""
    ahead, seen, kinds = deque(starts), set(starts), Counter()
    while ahead and most:
        address = ahead.popleft()
        if (kinds := kinds + Counter([_kind(address)]))[_kind(address)] > alike:
            continue
        most -= 1
        answer = client.get(address)
        yield address, answer
        if "html" not in answer.headers.get("content-type", ""):
            found = [answer.headers["location"]] if "location" in answer.headers else []
        else:
            yield f"{address} (part)", client.get(address, headers=PART)
            found = offered(answer.text)
        for told in found:
            there = urljoin(address, told).partition("#")[0]
            if (
                there.startswith("/")
                and not there.startswith(("//", "/static/", "/api/v1/stream"))
                and there not in seen
            ):
                seen.add(there)
                ahead.append(there)


def offered(page: str) -> list[str]:
    """Return what a page leads to by GET."""
    found = []
    for e in html.fromstring(page).iter():
        if isinstance(e.tag, str) and not (e.tag == "form" and (e.get("method") or "get").lower() != "get"):
            found += [e.get(name) for name in OFFERED if e.get(name)]
    return found


def _kind(address: str) -> tuple[str, ...]:
    """Return what addresses that are alike share: where a path begins and ends, and the names that it asks by."""
    told = urlsplit(address)
    steps = told.path.split("/")
    return (*steps[: 3 if steps[1] == "api" else 2], str(len(steps)), *sorted({n for n, _ in parse_qsl(told.query)}))
