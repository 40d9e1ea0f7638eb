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
    assert text.count("data-row") == counts(text)[1]


def test_a_state_is_shaded_and_a_point_is_a_point(client):
    told = places(client, "/map/places")
    assert [x["code"] for x in told["lands"]] == ["ARM"]
    assert {p["shape"] for p in places(client, "/map/places?box=38,44,41,48")["pins"]} == {"point"}


def test_a_window_holds_what_lies_in_it(client):
    far = places(client, "/map/places?z=6&c=-30,150")
    assert far["pins"] == []
    assert far["lands"]
    assert counts(page(client, "/map?z=6&c=-30,150"))[0] == 0
    assert counts(page(client, "/map?z=7&c=40,46")) == counts(page(client, "/map"))


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
    assert listed.count("data-row") == parts[0][1]


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
    assert not re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", answer.text)


def test_the_script_asks_the_desk_alone_and_runs_no_text():
    script = (STATIC / "map.mjs").read_text("utf-8")
    assert not re.findall(r"https?:|innerHTML|insertAdjacentHTML|\beval\b|new Function|\.cssText", script)
    assert set(re.findall(r'import\("([^"]+)"\)', script)) == {"./vendor/maplibre-gl.mjs"}


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
