"""What a hostile feed, page or archive cannot do: reach files and private addresses, forge, flood, break the store, leak."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sources.incoming import packed, warc_record, zipped
from vedette.sources.net.http import Client
from vedette.store.standing import standing_of
from vedette.store.store import Store
from vedette.store.watching import tries_of
from workflow.watching.fakes import page, source
from workflow.watching.servers import ITEM, Watch, feed_of, linked, serving

SECRET = "swordfish-7291"  # noqa: S105 - nobody's


pytestmark = pytest.mark.usefixtures("own_surroundings")


@pytest.fixture
def site():
    with serving() as made:
        for n in range(5):
            made.put(f"/{n}", page(n))
        yield made


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    yield made
    made.close()


@pytest.fixture
def watch(store, site):
    return Watch(store, ("feed", site.url("/feed")))


def json_feed(*items):
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": items})


LINKS = [
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "javascript:alert(1)",
    "data:text/html,hello",
    "ftp://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://localhost:22/",
    "http://10.1.2.3/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0/",
    "//192.168.1.1/router",
    "http://user:pass@10.0.0.1/",
    "http://127.0.0.1:1@10.0.0.1/",
    "http://10.0.0.1\\@127.0.0.1/",
    "/etc/passwd",
    "../../../../etc/passwd",
    "\\\\server\\share",
]


@pytest.mark.parametrize("place", ["link", "guid"])
def test_no_item_leads_to_a_file_or_a_private_address(watch, site, place):
    items = [f"<item><title>Report {n}</title><{place}>{link}</{place}></item>" for n, link in enumerate(LINKS)]
    site.put("/feed", feed_of(*items, ITEM.format("Report", site.url("/1"))))
    watch.once()
    watch.clock.forward(hours=1)
    watch.once()
    # Only what is on the site itself was asked for, and only the honest item's page was there.
    asked = {path for path, _ in site.requests} - {"/robots.txt", "/feed", "/1"}
    assert asked <= {"/etc/passwd", "/%5C%5Cserver%5Cshare"}
    assert [d.url for d in watch.documents()] == [site.url("/1")]
    assert all("root:" not in d.text for d in watch.documents())


def test_what_the_user_allows_is_not_open_to_a_strangers_feed(store, site):
    # The feed stands at a public address; here that is played by a host of its own name.
    with serving() as intranet:
        intranet.put("/secret", page(1))
        watch = Watch(store, ("feed", site.url("/feed")), allow=[f"127.0.0.1:{site.port}"])
        site.feed(intranet.url("/secret"), "/1")
        watch.once()
        assert intranet.requests == []
        watch.client = Client(allow=[f"127.0.0.1:{intranet.port}"], robots=False, delay=0.0)
        watch.sources = [source(id_="stranger")]
        assert watch.client._open_to([a.url for a in watch.sources[0].addresses]) == frozenset()
    assert [d.url for d in watch.documents()] == [site.url("/1")]


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/", "file:///etc/passwd", "http://[::1]/", "http://10.0.0.1/robots.txt"]
)
@pytest.mark.parametrize("path", ["/feed", "/robots.txt", "/hop"])
def test_no_redirect_leads_out(watch, site, target, path):
    site.feed("/1")
    site.put(path, "", status=302, Location=target)
    if path == "/hop":
        site.put("/feed", "", status=301, Location="/hop")
    assert watch.once() == ["failed"]
    assert watch.documents() == []


def test_no_part_of_a_sitemap_leads_out(store, site):
    watch = Watch(store, ("sitemap", site.url("/sitemap.xml")))
    listed = "".join(f"<sitemap><loc>{p}</loc></sitemap>" for p in ("http://10.0.0.1/s.xml", "file:///etc/passwd"))
    site.put("/sitemap.xml", f"<sitemapindex>{listed}</sitemapindex>", kind="text/xml")
    assert watch.once() == []
    assert "10.0.0.1 (private or reserved), which is not dialled" in watch.tries()[0][1]


def test_a_page_that_is_an_archive_forges_neither_publisher_nor_address_nor_id(watch, site):
    forged = {"id": "1", "text": "The police of Zenda said that the war is over.", "source": "Other Post"}
    line = json.dumps({**forged, "url": "https://other.example/1", "language": "xx" * 2_000}) + "\n"
    record = warc_record(1, page(2).encode())
    site.feed("/lines", "/warc")
    site.put("/lines", line, kind="application/x-ndjson")
    site.put("/warc", packed(record), kind="application/warc")
    watch.once()
    documents = watch.documents()
    assert {(d.source, d.url) for d in documents} == {
        ("Zenda Post", site.url("/lines")),
        ("Zenda Post", site.url("/warc")),
    }
    assert all(d.id != "1" and len(d.language or "") <= 3 for d in documents)


def test_an_archive_that_floods_is_told_and_nothing_of_it_stored(watch, site):
    site.feed("/lines", "/zip", "/1")
    site.put("/lines", b'{"text": "The police of Zenda said nothing."}\n' * 100_000, kind="application/x-ndjson")
    site.put("/zip", zipped([(f"{n}.txt", b"Zenda. " * 10) for n in range(500)]), kind="application/zip")
    for _ in range(3):
        watch.once()
        watch.clock.forward(minutes=10)
    assert [d.url for d in watch.documents()] == [site.url("/1")]
    told = watch.given_up()
    assert "holds more than 200 documents" in told[site.url("/lines")]
    assert "holds more than" in told[site.url("/zip")]


def test_sources_do_not_change_each_others_items(watch, site):
    site.feed("/1")
    site.put("/other", linked(site.url("/1")).replace("Report 0", "The war is over"))
    watch.sources += Watch(watch.store, ("feed", site.url("/other"))).sources
    other = watch.sources.pop()
    watch.once()
    watch.sources.append(type(other)(id="other", name="Other Post", addresses=other.addresses))
    watch.once()
    assert sorted(d.source for d in watch.documents()) == ["Other Post", "Zenda Post"]
    assert len({d.id for d in watch.documents()}) == 2


@pytest.mark.parametrize(
    "item",
    [
        {"id": "\0" * 400, "content_text": "The police of Zenda said nothing. " * 20},
        {"id": "😀\0" * 240, "content_text": "The police of Zenda said nothing. " * 20},
        {"id": "\ud800 half", "title": "\udfff\0\x1b[2J", "content_text": "The police \ud800 said nothing. " * 20},
        {"id": "k" * 3_000_000, "title": "t" * 3_000_000, "content_text": "The police of Zenda said nothing. " * 20},
        {"id": "1", "title": "two\r\nlines \x9b31m", "content_html": "<p>The police\0 said nothing.</p>" * 20},
        {"id": {"$ne": 1}, "url": ["x"], "title": 7, "content_text": "The police of Zenda said nothing. " * 20},
        {"id": "'); DROP TABLE document; --", "content_text": "The police of Zenda said nothing. " * 20},
    ],
)
def test_no_item_breaks_the_store_or_the_log(watch, site, item):
    bare = {"id": "good", "content_text": "The police of Zenda said that nothing had happened. " * 20}
    site.put("/feed", json_feed(item, bare), kind="application/json")
    assert watch.once() == ["held", "held", "new"]
    for note in watch.notes:
        for told in note.to_json().values():
            assert not isinstance(told, str) or (
                len(told) <= 1_000 and not set(told) & set("\n\r\x1b\x9b\0\ud800\udfff")
            )
            json.dumps(told, ensure_ascii=False).encode()
    assert len(watch.documents()) == 2


def test_no_address_is_too_long_for_the_store(watch, site):
    import random  # noqa: PLC0415 - letters that no database packs

    letters = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789/", k=3_900))
    site.feed(f"/{letters}", "/1")
    assert watch.once() == ["delayed", "held", "new"]
    site.put(f"/{letters}", page(7))
    watch.clock.forward(minutes=5)
    assert watch.once() == ["held"]


@pytest.mark.parametrize("mark", ["x" * 60_000, '"a\x80b"', '"' + "x" * 2_000 + '"'])
def test_marks_of_a_server_are_bounded(watch, site, mark):
    site.feed("/1", ETag=mark, Last_Modified=mark)
    site.put("/1", page(1), ETag=mark)
    assert set(watch.once()) <= {"held", "new", "failed", "delayed"}
    watch.clock.forward(hours=2)
    watch.once()
    assert all("If-None-Match" not in headers for _, headers in site.requests)


@pytest.mark.parametrize("path", ["/meta", "/deep", "/title"])
def test_a_page_built_to_fill_a_field_is_bounded(watch, site, path):
    huge = "x7" * 20_000
    site.put("/meta", page(1).replace("<head>", f'<head><meta name="author" content="{huge}"><html lang="{huge}">'))
    site.put("/deep", "<html><body>" + "<div>" * 100_000 + "The police said nothing." + page(1))
    site.put("/title", page(1).replace("<title>Report 1", f"<title>{huge}").replace("<h1>Report 1", f"<h1>{huge}"))
    site.feed(path)
    assert set(watch.once()) <= {"held", "new", "delayed"}
    for d in watch.documents():
        assert len(d.byline or "") <= 1_000
        assert len(d.language or "") <= 16
        assert len(d.published or "") <= 40


@pytest.mark.parametrize("field", ["id", "published", "source", "title", "url"])
def test_a_page_that_is_json_cannot_fill_an_index(watch, site, field):
    huge = json.dumps([*map(str, range(4_000))])
    told = {"text": "The police of Zenda said that nothing had happened.", field: huge}
    site.feed("/json", "/1")
    site.put("/json", json.dumps(told), kind="application/json")
    assert watch.once() == ["delayed", "held", "new"]
    assert [d.url for d in watch.documents()] == [site.url("/1")]
    assert f"has a {field} of" in next(n.told for n in watch.notes if n.what == "delayed")


def test_no_secret_is_told(watch, site, store):
    link = f"http://reader:{SECRET}@127.0.0.1:{site.port}/1?token={SECRET}"
    address = site.url(f"/feed?api_key={SECRET}")
    site.put(f"/feed?api_key={SECRET}", linked(link, site.url(f"/lost?session={SECRET}")), Set_Cookie=f"s={SECRET}")
    site.put(f"/1?token={SECRET}", page(1), Set_Cookie=f"s={SECRET}", Authorization=SECRET)
    watch.sources = Watch(store, ("feed", address), ("feed", site.url("/none").replace("//", f"//u:{SECRET}@"))).sources
    watch.once()
    assert sorted({n.what for n in watch.notes}) == ["delayed", "failed", "held", "new", "read"]
    assert all(SECRET not in json.dumps(note.to_json()) for note in watch.notes)
    with store.reading() as connection:
        assert all(SECRET not in (t.why or "") for t in tries_of(connection, "post"))
        (document,) = watch.documents()
        standing = standing_of(connection, document.id)
    assert f"reader:{SECRET}" not in repr(standing)
    assert f"s={SECRET}" not in repr(standing)


def test_files_of_odd_names_are_held_and_told(store, tmp_path):
    folder = tmp_path / "in"
    deep = folder.joinpath(*("d" * 200 for _ in range(12)))
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text("The police of Zenda said that nothing had happened on Monday.")
    odd = os.fsencode(folder) + b"/\xff\x1b[2J\n.txt"
    Path(os.fsdecode(odd)).write_text("The police of Zenda said that nothing had happened on Sunday.")
    (folder / "link.txt").symlink_to("/etc/passwd")
    watch = Watch(store, ("folder", str(folder)))
    # A file that was written just now may still be being written.
    watch.clock.now = datetime.now(UTC) + timedelta(minutes=1)
    assert watch.once() == ["held", "new"]
    assert [json.dumps(n.to_json(), ensure_ascii=False).encode() for n in watch.notes]
    assert all(not set(n.item + n.told) & set("\n\x1b") for n in watch.notes)
    (document,) = watch.documents()
    assert document.text.endswith("on Sunday.")
    told = watch.tries()[0][1]
    assert "its path is longer than 2,000 bytes" in told
    assert "link out of the folder" in told
