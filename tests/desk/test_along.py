"""What can be taken along from each page: it answers, and holds as much as the page."""

import csv
import io
import re
from html import unescape

import pytest

from desk.make_reports import armenia
from vedette.desk.along import SANDBOX
from vedette.store.query import Query
from vedette.workflow.add import add_records

LINE = re.compile(r'<section class="along".*?</section>', re.DOTALL)
DYAD = "dyad=ARM-AZE&from=2022-09-01&to=2022-12-31"


def offered(client, page):
    """Return the links of a page by what they hold and in which form, and the code of its frame."""
    (section,) = LINE.findall(client.get(page).text)
    frame = re.search(r"<textarea[^>]*>(.*?)</textarea>", section, re.DOTALL)
    links, of = {}, ""
    for what, href, name in re.findall(r'<span class="of">(\w+)</span>|<a href="([^"]+)">([^<]+)</a>', section):
        of = what or of
        if href:
            links[of, name] = unescape(href)
    return links, unescape(frame[1]) if frame else ""


def ids_in(client, address):
    """Return the ids of what an address holds, in whatever form, each once."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text[:300])
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == "text/csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))
        return {(r.get("id") or (r["document"], int(r["start"]))) for r in rows}
    if kind == "application/geo+json":
        told = answer.json()
        return len(told["features"]) + told["left_out"]
    if kind == "application/vnd.apache.parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        rows = parquet.read_table(io.BytesIO(answer.content)).to_pylist()
        return {(r.get("id") or (r["document"], r["start"])) for r in rows}
    found, told = set(), answer
    while True:
        body = told.json()
        items = body["items"] if "items" in body else body["figures"]
        found |= {(i.get("id") or (i["document"], i["start"])) for i in items}
        link = told.headers.get("link")
        if link is None:
            return found
        told = client.get(link[1 : link.index(">")])


def number(pattern, text):
    return int(re.search(pattern, text)[1].replace(",", ""))


def rows(text):
    return len(set(re.findall(r'id="([ik]-\w+)"', text)))


def silent(text):
    told = re.search(r"Silent, though expected:</b> ([^<]*)", text)
    return len(told[1].split(",")) if told else 0


WALK = [
    ("/?limit=200", rows),
    ("/?limit=200&actor=ARM&from=2022-09-13&to=2022-09-14", rows),
    ("/?limit=200&type=talks", rows),
    ("/?limit=200&tier=PRIORITY", rows),
    ("/?limit=200&words=killed&claimant=AZE", rows),
    ("/timeline?limit=200&dyad=ARM-AZE", rows),
    ("/timeline?limit=200&window=38,44,41,47", rows),
    ("/map", lambda t: number(r"In view <b>([\d,]+)</b>", t) + number(r"Not on the map <b>([\d,]+)</b>", t)),
    ("/map?on=2022-09-13", lambda t: number(r"In view <b>([\d,]+)</b>", t) + number(r"Not on the map <b>([\d,]+)</b>", t)),
    ("/contacts?limit=200&from=2022-01-01", lambda t: number(r"([\d,]+) contacts? that took place", t)),
    ("/contacts?limit=200&actor=RUS&type=ASSAULT", lambda t: number(r"([\d,]+) contacts? that took place", t)),
    ("/positions?limit=200", lambda t: number(r"([\d,]+) positions? taken", t)),
    ("/positions?limit=200&bound=KAZ,%20BLR&type=REQUEST", lambda t: number(r"([\d,]+) positions? taken", t) + silent(t)),
    ("/search?limit=200&words=killed", lambda t: t.count('class="hit"')),
    ("/search?limit=200&words=killed&from=2022-09-14&actor=ARM", lambda t: t.count('class="hit"')),
]  # fmt: skip


@pytest.mark.parametrize(("page", "count"), WALK, ids=[p for p, _ in WALK])
def test_each_link_of_a_list_holds_as_much_as_the_page(client, page, count):
    text = client.get(page).text
    whole = count(text)
    assert whole > 0
    links, _ = offered(client, page)
    assert {name for _, name in links} >= {"JSON", "CSV", "Parquet"}
    for (_, name), address in links.items():
        found = ids_in(client, address)
        assert (found if isinstance(found, int) else len(found)) == whole, (name, address)


@pytest.mark.parametrize("page", [f"/ledger?{DYAD}", "/ledger?actor=ARM", "/ledger?dyad=ARM-AZE&type=force&tier=FLASH"])
def test_the_links_of_a_ledger_hold_its_figures(client, page):
    text = client.get(page).text
    links, _ = offered(client, page)
    held = [ids_in(client, address) for address in links.values()]
    assert all(ids == held[0] for ids in held)
    receipts = set(re.findall(r"#c-(\w+)", text))
    # A figure that one text gives twice stands once on the page.
    assert receipts <= held[0]
    assert len(held[0]) >= text.count("<tr data-row") > 0


@pytest.mark.parametrize("of", ["incident", "report"])
def test_the_links_of_one_thing_hold_its_claims(client, demo_store, of):
    most = max((i for i, _ in demo_store.incidents(Query(limit=500))), key=lambda i: (len(i.mentions), i.id))
    page = f"/incident/{most.id}" if of == "incident" else f"/report/{most.documents[0]}"
    query = Query(incident=most.id) if of == "incident" else Query(document=most.documents[0])
    links, _ = offered(client, page)
    told = client.get(links.pop(("", "JSON"))).json()
    assert (told.get("id") or told["document"]["id"]) == (most.id if of == "incident" else most.documents[0])
    events = {f.claim.id for f in demo_store.all_events(query)}
    figures = {f.claim.id for f in demo_store.all_figures(query)}
    assert {name for what, name in links if what == "events"} == {"CSV", "GeoJSON", "Parquet"}
    for (what, name), address in links.items():
        wanted = events if what == "events" else figures
        found = ids_in(client, address)
        assert found == (len(wanted) if name == "GeoJSON" else wanted), (what, name)


def test_a_report_of_an_odd_name_can_be_taken_along(client_of, own_store):
    add_records(own_store, [(armenia(), "a file")])
    client = client_of(own_store)
    links, _ = offered(client, "/report?document=one/of%3Ftwo")
    assert client.get(links["", "JSON"]).json()["document"]["id"] == "one/of?two"
    assert len(ids_in(client, links["events", "CSV"])) == 1


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (f"/ledger?{DYAD}", "/embed/ledger?from=2022-09-01&to=2022-12-31&dyad=ARM-AZE"),
        ("/map?on=2022-09-13&actor=ARM", "/embed/map?from=2022-09-13&to=2022-09-13&actor=ARM"),
        ("/map", "/embed/map"),
    ],
)
def test_the_code_of_a_frame_shows_the_same_and_is_shut_in(client, page, address):
    _, frame = offered(client, page)
    assert unescape(re.search(r'src="([^"]+)"', frame)[1]) == f"http://127.0.0.1:8765{address}"
    assert f'sandbox="{SANDBOX}"' in frame
    assert "allow-same-origin" not in frame
    assert "allow-scripts" not in frame
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("page", ["/search", "/ledger", "/sources", "/obligations", "/api", "/incident/zzzz"])
def test_a_page_that_shows_nothing_of_the_kind_offers_nothing(client, page):
    assert LINE.findall(client.get(page).text) == []


def test_every_page_leads_to_the_api(client):
    assert '<a href="/api">' in client.get("/sources").text.partition("<footer")[2]
