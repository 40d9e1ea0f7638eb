import re

import pytest

from vedette.store.query import Query


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_every_incident_is_in_the_chart_or_told_to_be_in_the_list_alone(client, demo_store):
    text = page(client, "/timeline")
    drawn, spread, alone = (
        int(re.search(rf"(\d+) {words}", text).group(1))
        for words in ("incidents? in the columns", "within a span of days", "over more than a month")
    )
    assert drawn + spread + alone == len(list(demo_store.all_incidents(Query())))


def test_the_chart_is_told_as_a_table_too(client):
    text = page(client, "/timeline?by=day")
    columns = set(re.findall(r'<a href="(/timeline[^"]+)" tabindex="-1"', text))
    rows = set(re.findall(r'<th scope="row"[^>]*><a href="([^"]+)"', text))
    assert columns
    assert columns == rows


def test_a_column_leads_to_what_it_counts(client):
    text = page(client, "/timeline?by=day")
    told = re.search(r'<a href="([^"]+)"[^>]*aria-label="13 September 2022: (\d+) of force, (\d+) of', text)
    on_the_day = page(client, told.group(1).replace("&amp;", "&"))
    assert on_the_day.count("data-row") >= int(told.group(2)) + int(told.group(3))


def test_what_is_chosen_is_kept(client):
    text = page(client, "/timeline?type=force&by=month")
    assert 'href="/timeline?type=force&amp;by=month" aria-current="true"' in text
    assert "of other kinds" not in text


def test_tiers_part_the_chart_and_the_list(client):
    def told(address):
        text = page(client, address)
        return int(re.search(r"(\d+) incidents? in the columns", text).group(1)), text.count(' id="i-')

    whole = told("/timeline")
    parts = [told(f"/timeline?tier={t}") for t in ("FLASH", "PRIORITY", "ROUTINE")]
    assert tuple(map(sum, zip(*parts, strict=True))) == whole


def test_pages_of_the_list_follow_one_another(client):
    first = page(client, "/timeline?limit=5")
    older = re.search(r'class="onward"><a href="([^"]+)"', first).group(1).replace("&amp;", "&")
    ids = [set(re.findall(r'id="(i-[^"]+)"', t)) for t in (first, page(client, older))]
    assert len(ids[0]) == len(ids[1]) == 5
    assert not ids[0] & ids[1]


@pytest.mark.parametrize(
    "address", ["/timeline?by=hour", "/timeline?from=2022-09-14&to=2022-09-13", "/timeline?limit=x"]
)
def test_what_means_nothing_is_said(client, address):
    assert client.get(address).status_code == 422


def test_an_empty_store_says_so(client_of, empty_store):
    assert "No incident is as asked" in page(client_of(empty_store), "/timeline")
