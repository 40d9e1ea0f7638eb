"""The watcher against servers on this machine: polite, and right about everything that honest and broken servers do."""

import gzip

import pytest

from sources.incoming import pdf, zipped
from sources.raw_server import head, raw
from vedette.sources.listings import listed
from vedette.sources.registry.registry import state_of
from vedette.store.originals import originals_of
from vedette.store.store import Store
from vedette.store.versions import changes
from vedette.store.watching import source_states, watched_all
from workflow.watching.fakes import page
from workflow.watching.servers import ITEM, Watch, feed_of, serving

RUSSIAN = "Войска Руритании обстреляли город Зенда в воскресенье, сообщила полиция города. Никто не пострадал."


pytestmark = pytest.mark.usefixtures("own_surroundings")


@pytest.fixture
def site():
    with serving() as made:
        for n in range(10):
            made.put(f"/{n}", page(n))
        yield made


@pytest.fixture
def store(tmp_path):
    made = Store.open(str(tmp_path / "store.db"), make=True)
    yield made
    made.close()


@pytest.fixture
def watch(store, site):
    return Watch(store, ("feed", site.url("/feed")))


def russian(charset, declared=None):
    body = (
        f"<html><head><meta charset='{declared or charset}'></head><body><p>{RUSSIAN}</p><p>{RUSSIAN}</p></body></html>"
    )
    return body.encode(charset)


def test_the_main_path_holds_on_each_database(where, site):
    store = Store.open(where, make=True)
    watch = Watch(store, ("feed", site.url("/feed")))
    site.feed("/1", "/2", "/3")
    assert watch.once() == ["held"] * 3 + ["new"]
    assert len(watch.reading.read) == 3
    for document in watch.documents():
        with store.reading() as connection:
            (where_,) = originals_of(connection, document.id)
        assert where_.uri == document.url
    assert [d.source for d in watch.documents()] == ["Zenda Post"] * 3
    site.put(
        "/2", page(2, text="The police took back on Monday all that they had said on Sunday of the town of Zenda.")
    )
    watch.clock.forward(hours=2)
    assert watch.once() == ["changed", "unchanged", "unchanged"]
    store.close()


def test_what_has_not_changed_is_asked_for_by_its_marks(watch, site):
    site.feed("/1", ETag='"f"')
    site.put("/1", page(1), ETag='"p"', Last_Modified="Sun, 29 Nov 2026 10:00:00 GMT")
    watch.once()
    watch.clock.forward(hours=2)
    assert watch.once() == ["unchanged"]
    assert [h.get("If-None-Match") for h in site.asked("/feed")] == [None, '"f"']
    assert [h.get("If-None-Match") for h in site.asked("/1")] == [None, '"p"']
    assert site.asked("/1")[1]["If-Modified-Since"] == "Sun, 29 Nov 2026 10:00:00 GMT"
    assert [outcome for outcome, _ in watch.tries()] == ["unchanged", "ok"]


def test_robots_are_kept_to(watch, site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /2", kind="text/plain")
    site.feed("/1", "/2")
    assert watch.once() == ["given up", "held", "new"]
    assert site.asked("/2") == []
    assert "closed by the robots.txt" in watch.given_up()[site.url("/2")]
    assert len(site.asked("/robots.txt")) == 1


def test_the_wait_that_a_host_asks_for_is_kept(watch, site, monkeypatch):
    waits = []
    monkeypatch.setattr(watch.client._hosts, "_sleep", lambda seconds, _: waits.append(round(seconds)))
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7", kind="text/plain")
    site.feed("/1", "/2")
    watch.once()
    assert sorted(waits) == [7, 14]


def test_a_lasting_redirect_is_told(watch, site):
    site.feed("/1", path="/new")
    site.put("/feed", "", status=301, Location="/new")
    assert watch.once() == ["held", "new"]
    assert watch.tries()[0][1] == f"has moved to {site.url('/new')} for good; change its address"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (russian("windows-1251"), "text/html; charset=windows-1251"),
        (russian("windows-1251"), "text/html"),
        (russian("koi8-r"), "text/html"),
        (russian("utf-8", "windows-1251"), "text/html; charset=windows-1251"),
        (russian("utf-16"), "text/html"),
    ],
)
def test_a_page_is_read_in_its_own_encoding(watch, site, data, kind):
    site.feed("/1")
    site.put("/1", data, kind=kind)
    assert watch.once() == ["held", "new"]
    (document,) = watch.documents()
    assert (RUSSIAN in document.text, document.language) == (True, "ru")


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "windows-1251", "utf-8"])
def test_a_feed_is_read_in_its_own_encoding(watch, site, charset):
    feed = f'<?xml version="1.0" encoding="{charset}"?>' + feed_of(ITEM.format("Обстрел Зенды", site.url("/1")))
    site.put("/feed", feed.encode(charset), kind="text/xml")
    assert watch.once() == ["held", "new"]


BOMB = gzip.compress(b"<rss>" + b" " * 30_000_000)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"body": BOMB, "Content_Encoding": "gzip"}, "as bombs do"),
        ({"body": b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64, "kind": "video/mp4"}, "is video/mp4, not text"),
        ({"body": b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64, "kind": "text/xml"}, "is video/mp4, not feed"),
        ({"body": "", "status": 503}, "answers 503"),
        ({"body": "", "status": 410}, "answers 410"),
        ({"body": b"\x00" * 20}, "is"),
        ({"body": ""}, "is empty"),
        ({"body": b"x" * 21_000_000}, "larger than 20 MB"),
        ({"body": "<rss>" + "<item>" * 600_000}, "tags"),
    ],
)
def test_a_feed_that_is_none_is_told_and_tried_again(watch, site, answer, told):
    site.put("/feed", **answer)
    assert watch.once() == ["failed"]
    assert told in watch.tries()[0][1]
    site.feed("/1")
    watch.clock.forward(days=9)
    assert watch.once() == ["held", "new"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"body": BOMB, "Content_Encoding": "gzip"}, "as bombs do"),
        ({"body": b"\xff\xd8\xff\xe0" + b"x" * 64, "kind": "image/jpeg"}, "is image/jpeg, not text"),
        ({"body": b"\xff\xd8\xff\xe0" + b"x" * 64, "kind": "text/html"}, "is image/jpeg, not text"),
        ({"body": b"x" * 21_000_000}, "larger than 20 MB"),
        ({"body": "", "status": 451}, "answers 451"),
        ({"body": "<html><body><nav>Home</nav></body></html>"}, ""),
        ({"body": "", "status": 302, "Location": "file:///etc/passwd"}, "leads to file:"),
        ({"body": "", "status": 302, "Location": "http://169.254.169.254/latest"}, "a service of the cloud"),
        ({"body": "", "status": 302, "Location": "http://[::1]/"}, "loopback"),
        ({"body": "", "status": 302, "Location": "http://[::ffff:10.0.0.1]/"}, "private"),
        ({"body": "", "status": 302, "Location": "http://0x7f.1/"}, "loopback"),
        ({"body": "", "status": 302, "Location": "/1"}, "redirects more than"),
    ],
)
def test_a_page_that_cannot_be_had_is_given_up_with_its_reason(watch, site, answer, told):
    site.feed("/1", "/2")
    site.put("/1", **answer)
    watch.once()
    for _ in range(8):
        watch.clock.forward(days=2)
        watch.once()
    assert told in watch.given_up()[site.url("/1")]
    assert len(watch.documents()) == 1


@pytest.mark.parametrize("path", ["/feed", "/1"])
def test_a_body_without_end_is_left(watch, site, path):
    with raw(b"") as server:
        server.answers[:] = [server.endless(head("Content-Type: text/html"), b"x" * 65_536)]
        site.feed("/1", "/2")
        site.put(path, "", status=302, Location=server.url())
        assert sorted(set(watch.once())) == (["failed"] if path == "/feed" else ["delayed", "held", "new"])
        assert "larger than" in watch.notes[-1].told or any("larger than" in n.told for n in watch.notes)


def test_times_that_cannot_be_are_left_out(watch, site):
    dates = ("Fri, 29 Nov 2030 10:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Sun, 29 Nov 2026 10:00:00 GMT", "soon")
    items = [
        f"<item><title>Report {n}</title><link>{site.url(f'/{n}')}</link><pubDate>{told}</pubDate></item>"
        for n, told in enumerate(dates)
    ]
    site.put("/feed", feed_of(*items))
    assert watch.once() == ["held"] * 4 + ["new"]
    assert {d.title: d.published for d in watch.documents()} == {
        "Report 0": None,
        "Report 1": None,
        "Report 2": "2026-11-29T10:00:00Z",
        "Report 3": None,
    }
    assert "a time that is yet to come is left out" in watch.tries()[0][1]


def test_guids_that_change_bring_nothing_new(watch, site):
    for n in range(3):
        item = f"<item><title>Report 1</title><link>{site.url('/1')}</link><guid>{n}</guid></item>"
        bare = f"<item><guid>g{n}</guid><description>{'The police of Zenda said nothing. ' * 20}</description></item>"
        site.put("/feed", feed_of(item, bare))
        watch.clock.forward(minutes=30)
        watch.once()
    assert len(watch.documents()) == 2
    assert len(site.asked("/1")) <= 2


def test_of_a_feed_with_thousands_of_items_the_newest_are_taken(watch, site, monkeypatch):
    monkeypatch.setattr(listed, "MOST", 40)
    text = f"<description>{'The police of Zenda said nothing on Sunday. ' * 3}</description>"
    site.put("/feed", feed_of(*(f"<item><guid>{n}</guid><title>Report {n}</title>{text}</item>" for n in range(5_000))))
    assert watch.once() == ["held"] * 40 + ["new"]
    assert {d.title for d in watch.documents()} == {f"Report {n}" for n in range(40)}
    assert "5,000 items; the newest 40 are kept" in watch.tries()[0][1]


@pytest.mark.parametrize(
    ("data", "kind", "count"),
    [
        (pdf(["The police of Zenda said that the army had left the town."]), "application/pdf", 1),
        (
            zipped([(f"{n}.txt", f"The army left Zenda, the police said on day {n}.".encode()) for n in range(3)]),
            "application/zip",
            3,
        ),
    ],
)
def test_papers_are_articles_too(watch, site, data, kind, count):
    site.feed("/1")
    site.put("/1", data, kind=kind)
    assert watch.once() == ["held", "new"]
    documents = watch.documents()
    assert [(d.source, d.url) for d in documents] == [("Zenda Post", site.url("/1"))] * count


def test_a_paper_may_be_watched_as_a_page(store, site):
    watch = Watch(store, ("page", site.url("/paper")))
    for text, told in (("said", ["held", "new"]), ("denied", ["changed"])):
        site.put("/paper", pdf([f"The police of Zenda {text} that the army had left."]), kind="application/pdf")
        assert watch.once(everything=True) == told
        watch.clock.forward(minutes=1)
    assert len(watch.documents()) == 2


def test_scripts_bases_and_refreshes_of_a_page_are_nothing_to_us(watch, site):
    more = (
        '<base href="http://169.254.169.254/"><meta http-equiv="refresh" content="0;url=http://127.0.0.1/">'
        "<script>document.body.innerHTML = 'The police were bought.'</script><img src='/pixel'><iframe src='/frame'></iframe>"
    )
    site.feed("/1")
    site.put("/1", page(1).replace("<head>", f"<head>{more}"))
    assert watch.once() == ["held", "new"]
    (document,) = watch.documents()
    assert "bought" not in document.text
    assert {path for path, _ in site.requests} == {"/robots.txt", "/feed", "/1"}


def test_a_page_of_twenty_megabytes_does_no_harm(watch, site):
    site.feed("/1", "/2")
    site.put("/1", page(1).replace("</article>", "<p>The police of Zenda said nothing more.</p>" * 400_000))
    assert watch.once()[-2:] in (["held", "new"], ["new"])
    assert "Report 2" in [d.title for d in watch.documents()]


def test_a_billion_laughs_are_not_laughed(watch, site):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{entities}]>'
    item = ITEM.format("Report &l9;&f;", site.url("/1"))
    site.put("/feed", f'<?xml version="1.0"?>{doctype}{feed_of(item)}', kind="text/xml")
    watch.once()
    assert all("root:" not in d.text and "haha" not in (d.title or "") for d in watch.documents())


def test_an_article_that_changes_and_vanishes_is_told(watch, site):
    site.feed("/1")
    watch.once()
    site.put(
        "/1", page(1, text="The police took back on Monday all that they had said on Sunday of the town of Zenda.")
    )
    watch.clock.forward(hours=2)
    assert watch.once() == ["changed"]
    site.put("/1", "", status=410)
    watch.clock.forward(days=1)
    assert watch.once() == ["given up"]
    assert watch.given_up() == {site.url("/1"): "answers 410 Gone; the address is gone for good; remove it"}
    with watch.store.reading() as connection:
        (change,) = changes(connection, source="post")
    assert ("shelled" in change.before.text, "took back" in change.after.text) == (True, True)
    assert len(watch.documents()) == 2


def test_a_source_that_dies_is_shown_dead_after_a_week(watch, site):
    site.feed("/1")
    watch.once()
    site.put("/feed", "", status=500)
    seen = []
    for _ in range(10):
        watch.clock.forward(days=1, hours=3)
        watch.once()
        with watch.store.reading() as connection:
            found = source_states(connection)["post"]
        seen.append(state_of(watch.sources[0], found, watch.clock.now))
    assert list(dict.fromkeys(seen)) == ["ok", "failing", "dead"]
    assert seen.index("dead") == 6
    site.feed("/1")
    watch.clock.forward(days=2)
    watch.once()
    with watch.store.reading() as connection:
        assert state_of(watch.sources[0], source_states(connection)["post"], watch.clock.now) == "ok"


def test_one_host_is_asked_by_two_at_a_time(watch, site):
    site.feed(*(f"/{n}" for n in range(10)))
    running, most = [0], [0]
    answer = site.answer

    def counted(path, headers):
        running[0] += 1
        most[0] = max(most[0], running[0])
        try:
            return answer(path, headers)
        finally:
            running[0] -= 1

    site.answer = counted
    watch.once()
    assert 1 <= most[0] <= 2
    assert len(watch.documents()) == 10


def test_where_a_server_fails_the_marks_of_its_last_answer_stay(watch, site):
    site.feed("/1", ETag='"f"')
    watch.once()
    site.put("/feed", "", status=503)
    watch.clock.forward(hours=1)
    watch.once()
    with watch.store.reading() as connection:
        (state,) = watched_all(connection).values()
    assert (state.etag, state.failures) == ('"f"', 1)
