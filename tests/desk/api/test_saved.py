"""Saved searches through the API: what the page does, with the same refusals."""

import pytest

from vedette.store.saved import keep_looked
from vedette.workflow.people import make_token

API = "/api/v1/saved"


@pytest.fixture(autouse=True)
def _channels(tmp_path, monkeypatch):
    file = tmp_path / "channels.yaml"
    file.write_text("editors:\n  webhook: https://example.org/SECRET\n", "utf-8")
    monkeypatch.setenv("VEDETTE_CHANNELS", str(file))


@pytest.fixture
def client(client_of, own_store):
    return client_of(own_store)


def test_a_search_is_saved_listed_and_removed(client, own_store):
    sent = {"name": "week", "query": "?dyad=arm-aze", "every": "weekly", "channels": ["editors"]}
    made = client.post(API, json=sent)
    assert made.status_code == 201, made.text
    told = made.json()
    assert (told["query"], told["channels"], told["told"]) == ("dyad=ARM-AZE", ["editors"], None)
    failing = {"editors": {"since": "2030-01-08T00:00:00Z", "times": 2, "told": "SECRET", "next": ""}}
    with own_store.writing() as connection:
        keep_looked(connection, told["id"], {"digests": {"editors": "2030-01-07"}, "failing": failing})
    (listed,) = client.get(API).json()["items"]
    assert listed["told"] == "2030-01-07"
    assert listed["failing"] == [{"channel": "editors", "since": "2030-01-08T00:00:00Z", "times": 2}]
    assert client.delete(f"{API}/{told['id']}").status_code == 204
    assert client.delete(f"{API}/{told['id']}").status_code == 404
    assert client.get(API).json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    "changed",
    [
        {"query": "colour=red"},
        {"every": "hourly"},
        {"every": "daily"},
        {"channels": ["others"]},
        {"name": "\x00"},
        {"who": "x"},
    ],
)
def test_what_is_wrong_is_refused(client, changed):
    answer = client.post(API, json={"name": "a", "query": "dyad=ARM-AZE", **changed})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["cause"]
    assert client.get(API).json()["items"] == []


def test_a_token_may_what_its_role_may(client_of, peopled):
    client = client_of(peopled)
    names = {"reader": "Rita", "analyst": "Anahit"}

    def called(role, method, path, **told):
        word = make_token(peopled, names[role], role, role, days=1, by="Ada")[0]
        return client.request(method, path, headers={"authorization": f"Bearer {word}"}, **told).status_code

    sent = {"name": "a", "query": "dyad=ARM-AZE"}
    assert called("reader", "POST", API, json=sent) == 403
    assert called("analyst", "POST", API, json={**sent, "every": "at once", "channels": ["editors"]}) == 403
    assert called("analyst", "POST", API, json=sent) == 201
    assert called("reader", "GET", API) == 200
    assert called("reader", "DELETE", f"{API}/1") == 403
    assert called("analyst", "DELETE", f"{API}/1") == 204
