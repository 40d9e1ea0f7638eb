import gzip
import json
import re

import pytest

from vedette.desk.assets import STATIC
from vedette.store.query import Query


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def places(client, address):
    return json.loads(page(client, address))


def counts(text):
    """Return the numbers on the two lists: in view, and not on the map."""
    return [int(n) for n in re.findall(r"<b>([\d,]+)</b></a>", text)[:2]]


def test_every_incident_is_on_the_map_or_told_to_be_off_it(client, demo_store):
    whole = len(list(demo_store.all_incidents(Query())))
    seen, off = counts(page(client, "/map"))
    assert seen + off == whole
    assert sum(p["count"] for p in places(client, "/map/places")["pins"]) == seen


def test_the_picture_and_the_list_stand_without_a_script(client):
    text = page(client, "/map")
    assert '<svg class="map"' in text
    assert "Goris" in text
    rows = re.findall(r'<li class="incident[^"]*" data-row id="([^"]+)"', text)
    assert len(rows) == counts(text)[0]
    assert set(re.findall(r'<a href="#(i-[^"]+)"', text)) <= set(rows)


def test_what_has_no_place_is_counted_by_the_reason_and_listed(client):
    text = page(client, "/map?off=1")
    assert "where no place was told" in text
    assert "told only as somewhere in a state" in text
    assert len(re.findall(r'<li class="incident', text)) == counts(text)[1]


def test_a_state_is_shaded_and_a_point_is_a_point(client):
    told = places(client, "/map/places")
    assert [x["code"] for x in told["lands"]] == ["ARM"]
    assert {p["shape"] for p in places(client, "/map/places?box=38,44,41,48")["pins"]} == {"point"}


def test_a_window_holds_what_lies_in_it(client):
    far = places(client, "/map/places?z=6&c=-30,150")
    assert far["pins"] == []
    assert far["lands"]
    assert counts(page(client, "/map?z=6&c=-30,150"))[0] == 0
    every, off = counts(page(client, "/map"))
    assert counts(page(client, "/map?z=3&c=48,42")) == [every, off]
    # One lies in Moscow, of whose dateline a meeting is told.
    assert counts(page(client, "/map?z=7&c=40,46")) == [every - 1, off]


def test_the_list_alone_is_for_the_window_of_the_browser(client):
    text = page(client, "/map?part=list&box=39.8,45.6,39.9,45.7")
    assert "<html" not in text
    assert counts(text)[0] == 1
    assert "Jermuk" in text


def test_a_day_leaves_what_can_have_happened_on_it(client):
    text = page(client, "/map?on=2022-09-14")
    assert "14 September 2022</h2>" in text
    assert 0 < counts(text)[0] < counts(page(client, "/map"))[0]
    days = re.search(r'data-stops="([^"]+)"', text).group(1).split(",")
    assert days == sorted(set(days))
    assert "2022-09-14" in days


def test_a_day_outside_the_period_asked_for_is_told_and_left_out(client):
    text = page(client, "/map?from=2022-09-14&to=2022-09-20&on=2022-09-01")
    assert "1 September 2022 lies outside the period asked for" in text
    assert counts(text) == counts(page(client, "/map?from=2022-09-14&to=2022-09-20"))


def test_the_filter_holds_for_map_list_and_what_is_off_it(client):
    everything, force = page(client, "/map"), page(client, "/map?type=force")
    assert counts(force)[0] < counts(everything)[0]
    assert counts(force)[1] < counts(everything)[1]
    assert all(p["force"] == p["count"] for p in places(client, "/map/places?type=force")["pins"])


def test_a_window_asked_for_leaves_nothing_without_a_place(client):
    assert counts(page(client, "/map?window=38,44,41,48"))[1] == 0
    assert counts(page(client, "/map?window=38,44,41,48&off=1")) == counts(page(client, "/map?window=38,44,41,48"))


def test_tiers_part_the_map_and_what_is_off_it(client):
    whole = counts(page(client, "/map"))
    parts = [counts(page(client, f"/map?tier={t}")) for t in ("FLASH", "PRIORITY", "ROUTINE")]
    assert [sum(p) for p in zip(*parts, strict=True)] == whole
    assert parts[0][0]
    drawn = places(client, "/map/places?tier=FLASH")["pins"]
    assert sum(p["count"] for p in drawn) == parts[0][0]
    listed = page(client, "/map?tier=FLASH&off=1")
    assert len(re.findall(r'<li class="incident', listed)) == parts[0][1]


def test_lists_go_on_page_by_page(client):
    seen = set()
    address = "/map?off=1&limit=5"
    whole = counts(page(client, address))[1]
    for _ in range(20):
        text = page(client, address)
        seen |= set(re.findall(r'id="(i-[^"]+)"', text))
        onward = re.search(r'class="onward"><a href="([^"]+)"', text)
        if not onward:
            break
        address = onward.group(1).replace("&amp;", "&")
    assert len(seen) == whole


@pytest.mark.parametrize(
    "address",
    ["/map?z=x&c=1,2", "/map?on=never", "/map?box=1,2", "/map/places?box=9,9,9,9,9", "/map?limit=0", "/map?from=soon",
     "/map?after=nothing", "/map/places?z=99&c=0,0"],
)  # fmt: skip
def test_what_means_nothing_is_said(client, address):
    assert client.get(address).status_code == 422


def test_nothing_is_run_inline_or_loaded_from_elsewhere(client):
    answer = client.get("/map")
    policy = answer.headers["content-security-policy"]
    assert "worker-src 'self'" in policy
    assert "'unsafe" not in policy
    assert not re.findall(r'(?:src|href|data-\w+)="(?:https?:)?//', answer.text)
    assert not re.findall(r"""<script(?![^>]*\bsrc=)|\son\w+=["']|\sstyle=["']""", answer.text)


def test_the_script_asks_the_desk_alone_and_runs_no_text():
    script = (STATIC / "map.mjs").read_text("utf-8")
    assert not re.findall(r"https?:|innerHTML|insertAdjacentHTML|\beval\b|new Function|\.cssText", script)
    assert set(re.findall(r'import\("([^"]+)"\)', script)) == {"./vendor/maplibre-gl.mjs", "./symbols.mjs"}


def test_coast_lines_are_kept_for_good_under_their_stamp_alone(client):
    address = re.search(r'data-land="([^"]+)"', page(client, "/map")).group(1)
    answer = client.get(address)
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.json()["features"]) > 200
    assert client.get("/map/land/0.json").headers["cache-control"] == "no-store"
    plain = client.get(address, headers={"accept-encoding": "identity"})
    assert gzip.decompress(gzip.compress(plain.content)) == answer.content


def test_an_empty_store_says_so(client_of, empty_store):
    text = page(client_of(empty_store), "/map")
    assert "There is no place to pin" in text
    assert counts(text) == [0, 0]
    assert "data-stops" not in text


def test_symbols_are_a_choice_and_named_in_the_list_and_on_the_signs(client):
    plain, chosen = (places(client, f"/map/places?box=38,44,41,48{more}")["pins"] for more in ("", "&symbols=nato"))
    assert not [p for p in plain if p["symbol"] or "symbol" in p["label"]]
    drawn = {p["label"]: p["symbol"] for p in chosen if p["symbol"]}
    assert drawn["Goris, Armenia; symbol: artillery, side not told"] == "10011000001303000000"
    assert [(p["id"], p["lat"], p["radius_km"]) for p in plain] == [(p["id"], p["lat"], p["radius_km"]) for p in chosen]
    listed = page(client, "/map?symbols=nato")
    assert "symbol: artillery, side not told" in listed
    assert 'data-symbol="10011000001303000000"' in listed
    assert not re.search("data-symbol|symbol: ", page(client, "/map"))


def test_sides_of_the_users_own_stand_in_the_address_alone(client):
    told = places(client, "/map/places?box=38,44,41,48&symbols=nato&friend=ARM&hostile=AZE")["pins"]
    assert {p["symbol"][3] for p in told if p["symbol"]} & {"3", "6"}
    assert {
        p["symbol"][3] for p in places(client, "/map/places?symbols=nato&box=38,44,41,48")["pins"] if p["symbol"]
    } == {"1"}


def test_choices_are_remembered_and_the_address_goes_before(client):
    form = {
        "symbols": "nato",
        "borders": "IND",
        "friend": "arm",
        "here": "/map?type=force&z=6&c=40,45&borders=RUS&after=x",
    }
    answer = client.post(
        "/map/look", data=form, headers={"origin": str(client.base_url).rstrip("/")}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/map?type=force&z=6&c=40%2C45&symbols=nato&borders=IND&friend=ARM"
    try:
        assert '<option value="IND" selected>' in page(client, "/map")
        assert "data-symbol" in page(client, "/map")
        other = page(client, "/map?borders=nobody&symbols=marks")
        assert '<option value="IND" selected>' not in other
        assert "data-symbol" not in other
    finally:
        client.cookies.clear()


def test_nothing_is_remembered_of_what_the_map_does_not_offer(client):
    here = {"origin": str(client.base_url).rstrip("/")}
    for form in ({"borders": "ATLANTIS"}, {"symbols": "hearts"}, {"friend": "Armenia"}):
        answer = client.post("/map/look", data=form, headers=here, follow_redirects=False)
        assert answer.status_code == 422
        assert "set-cookie" not in answer.headers
    away = client.post("/map/look", data={"here": "//elsewhere.example/x?z=1"}, headers=here, follow_redirects=False)
    assert away.headers["location"] == "/map?z=1"
    assert client.get("/map?borders=ATLANTIS").status_code == 422
    client.cookies.set("vedette-borders", "ATLANTIS")
    assert client.get("/map").status_code == 200
    client.cookies.clear()


def test_disputed_areas_are_told_as_of_the_day_whatever_the_viewpoint(client):
    for viewpoint in ("nobody", "RUS", "AZE"):
        text = page(client, f"/map?on=2022-09-13&z=7&c=40,46&borders={viewpoint}")
        assert "as of 13 September 2022" in text
        assert "claimed by Azerbaijan; held by Artsakh and Russia, from 10 November 2020 to 20 September 2023" in text
    later = page(client, "/map?from=2024-01-01&to=2024-02-01&z=7&c=40,46")
    assert "as of 1 February 2024" in later
    assert "held by Artsakh" not in later


def test_lines_and_areas_are_drawn_by_the_viewpoint(client):
    nobody, india = (places(client, f"/map/places?z=5&c=34,77&day=2022-09-13&borders={v}") for v in ("nobody", "IND"))
    assert [a["told"] for a in nobody["areas"]] == [a["told"] for a in india["areas"]]
    assert set(nobody["lines"].values()) == {"dashed"}
    assert {a["key"]: a["drawn"] for a in india["areas"]}["outline:aksai-chin"] == "none"
    assert "none" in india["lines"].values()


def test_shapes_of_borders_are_kept_for_good_under_their_stamp(client):
    address = re.search(r'data-borders="([^"]+)"', page(client, "/map")).group(1)
    answer = client.get(address)
    assert "immutable" in answer.headers["cache-control"]
    assert {"key", "line"} == {k for f in answer.json()["features"] for k in f["properties"]}


def test_the_symbols_script_asks_the_desk_alone(client):
    for name in ("symbols.mjs", "borders.mjs"):
        script = (STATIC / name).read_text("utf-8")
        assert not re.findall(r"https?:|innerHTML|\beval\b|new Function|\.cssText", script)
    assert "milsymbol" not in page(client, "/map")
