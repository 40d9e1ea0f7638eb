"""Every page that links lead to, over a store in which everything is hostile: words stay words, and the gate keeps shut.

What the API and its files give is data of a type that no browser runs.
"""

import re
from urllib.parse import urlencode

import pytest
from fastapi.routing import iter_route_contexts
from lxml import html

from desk.crawl import PART, crawl
from desk.make_hostile import BRIEF, CALCULATED, MET, SECRET, VILE, fill, tell
from vedette.desk.filters import Filter
from vedette.desk.listing import Eye
from vedette.desk.security.rates import Rates
from vedette.desk.stream_news import Wish, news_for
from vedette.store.news import Mark
from vedette.store.store import Store
from vedette.store.told_since import Moment

STARTS = [
    "/", "/go?q=doc", "/go?q=shelled", "/map", "/timeline", "/contacts?from=2022-01-01", "/positions?from=2022-01-01", "/ledger?actor=ARM",
    "/ledger?actor=DEU", "/obligations", f"/search?words={SECRET}", "/search?words=shelled", "/sources", "/stories", "/people", "/audit",
    "/account", "/saved", "/situation?from=2022-09-12&to=2022-09-18", "/api", "/embed/map", "/embed/ledger?actor=DEU", "/report/doc", "/correct?document=doc",
    f"/api/v1/suggest?q={SECRET}", "/api/v1/suggest?q=doc",
]  # fmt: skip
DATA = (
    "application/json",
    "text/csv; charset=utf-8",
    "application/geo+json",
    "application/vnd.apache.parquet",
    "text/css; charset=utf-8",
    "text/markdown; charset=utf-8",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "hx-get",
    "hx-post",
    "hx-put",
    "hx-delete",
    "data-src",
}
INLINE = ("javascript:", "vbscript:", "data:")
UNGATED = re.compile(r"/api/v1/(?!suggest)")
"""What is given to programs as it is, with its warnings (docs/desk-api.md)."""


@pytest.fixture(scope="module")
def desk(client_of, tmp_path_factory):
    """Yield a client of a hostile desk, its store, a story that is out, and one of the report with a warning."""
    store = Store.open(str(tmp_path_factory.mktemp("hostile") / "store.db"), make=True)
    client = client_of(store)
    client.cookies.set("vedette-session", fill(store))
    yield client, store, *tell(client, store)
    store.close()


@pytest.fixture(scope="module")
def met(desk):
    """Return every answer of a walk through a hostile desk, by its address."""
    client, store, *told = desk
    stories = [f"/story/{s}{end}" for s in told for end in ("", "/preview", "/cite")]
    incidents = [
        f"/{kind}/{store.incident(m).id}" for m in ("aa01" * 5, "e1") for kind in ("incident", "embed/incident")
    ]
    found = {}
    for address, answer in crawl(client, [*incidents, *stories, *STARTS], most=200, alike=3):
        client.app.state.rates = Rates()
        found[address] = answer
    return found


def is_page(answer):
    return bool(answer.text) and answer.headers.get("content-type", "").startswith("text/html")


def pages(met):
    return {a: r for a, r in met.items() if is_page(r)}


def faults(page):
    """Yield what in a page was not made by the desk: elements, handlers, styles, addresses that run something."""
    for e in html.fromstring(page).iter():
        if not isinstance(e.tag, str):
            continue
        if e.tag == MET or (e.tag == "script" and (e.text or not e.get("src", "").startswith("/static/"))):
            yield f"<{e.tag}>"
        for name, value in e.attrib.items():
            told = value.strip().lower()
            runs = name.startswith(("on", "hx-on", "data-hx")) or name == "style"
            leads = name in ADDRESSES and (
                told.startswith(INLINE) or (e.tag != "a" and "vile.example" in told and "//" in told[:8])
            )
            ours = not name.startswith("hx-") or "vile" not in told
            if runs or leads or not ours:
                yield f'<{e.tag} {name}="{value[:60]}">'


def test_the_walk_meets_what_there_is(met):
    kinds = {a.split("/")[1].partition("?")[0].partition(" ")[0] for a in met}
    assert len(met) > 250
    assert kinds >= {"", "account", "api", "audit", "contacts", "correct", "embed", "incident", "ledger", "map", "people", "positions", "report", "search", "sources", "stories", "story", "timeline"}  # fmt: skip
    assert sum("x-vile" in r.text for r in pages(met).values()) > 30


def test_no_text_breaks_a_page(met):
    assert {a: r.status_code for a, r in met.items() if r.status_code >= 400 and r.status_code != 422} == {}


def test_words_stay_words_on_every_page_and_in_every_part(met):
    wrong = {a: list(faults(r.text)) for a, r in pages(met).items()}
    assert {a: w for a, w in wrong.items() if w} == {}
    assert [a for a, r in pages(met).items() if "<x-vile" in r.text or CALCULATED in r.text] == []


def test_every_page_carries_the_policy(met):
    for address, answer in met.items():
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy, address
        assert answer.headers["x-content-type-options"] == "nosniff", address


def test_what_is_no_page_is_data(met):
    told = {
        a: r.headers.get("content-type", "") for a, r in met.items() if a not in pages(met) and r.status_code == 200
    }
    assert told
    assert {a: t for a, t in told.items() if t not in DATA} == {}
    # A browser keeps a file and does not open it as a page of the desk.
    kept = {a for a, t in told.items() if "json" not in t and "css" not in t} | {
        a for a, t in told.items() if "geo" in t
    }
    assert [a for a in kept if not met[a].headers["content-disposition"].startswith("attachment;")] == []


def test_nothing_that_a_shut_gate_keeps_is_sent(met):
    held = {a: r for a, r in met.items() if not UNGATED.match(a)}
    assert [a for a, r in held.items() if SECRET in r.text and SECRET not in a] == []
    # Where it was asked for, it stands in the fields that ask alone.
    asked = {
        a: html.fromstring(r.text).xpath("string(//main)")
        for a, r in pages(held).items()
        if SECRET in a and "part" not in a
    }
    assert asked
    assert [a for a, told in asked.items() if told.count(SECRET) > 1] == []
    # And the walk did meet it, where it may.
    assert any(SECRET in r.text for a, r in met.items() if UNGATED.match(a))


@pytest.mark.parametrize("form", ["pdf", "docx", "markdown"])
def test_no_file_of_a_story_leads_around_the_gate(desk, form):
    client, _, told, shut = desk
    assert client.get(f"/story/{told}/paper?form={form}").status_code != 500
    assert client.get(f"/story/{shut}/paper?form={form}").status_code != 200


def test_the_stream_leaves_out_what_a_shut_gate_keeps(setup, tmp_path):
    store = Store.open(str(tmp_path / "store.db"), make=True)
    fill(store)
    beginning = Wish(Filter(), Moment(Mark(0, 0), 0))
    sent = news_for(setup(store), {beginning}, Eye())[beginning].sent
    shown = news_for(setup(store), {beginning}, Eye(gate_open=True))[beginning].sent
    store.close()
    assert SECRET.encode() in shown
    assert SECRET.encode() not in sent
    # A line of the stream ends where the desk ends it, and nothing in a text begins another event.
    kinds = {line.partition(b":")[0] for line in sent.split(b"\n") if line}
    assert kinds <= {b"event", b"id", b"data", b"retry"}


def reflected(client):
    """Yield an address for each page and each name that it asks by, with hostile words."""
    for route in iter_route_contexts(client.app.routes):
        path = route.path or ""
        if "GET" in (route.methods or ()) and not path.startswith("/api/v1"):
            yield re.sub(r"\{\w+(:path)?\}", urlencode({"": BRIEF})[1:], path)
            names = ["from", "window", "words", "actor", "after", "limit", "q", "next", "document", "claim", "at", "step", "as", "sort", "show", "part", "theme", "attacker", "on", "seen", "incidents", "state", "x\"'><x-vile>"]  # fmt: skip
            yield f"{re.sub(r'[{].*?[}]', 'x', path)}?{urlencode(dict.fromkeys(names, VILE))}"
            for name in names:
                yield f"{re.sub(r'[{].*?[}]', 'x', path)}?{urlencode({name: BRIEF})}"


def test_what_is_asked_comes_back_as_words(client):
    wrong = []
    for n, address in enumerate(reflected(client)):
        # Every other one as a part.
        answer = client.get(address, headers=PART if n % 2 else {})
        if answer.status_code >= 500 or "<x-vile" in answer.text or (is_page(answer) and list(faults(answer.text))):
            wrong.append((address, answer.status_code))
    assert wrong == []
