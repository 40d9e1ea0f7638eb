"""People through the API: who asks, who may come in, what was done."""

import pytest

from vedette.workflow import people

API = "/api/v1"


@pytest.fixture
def ada(browser_of):
    return browser_of("Ada")


def test_whoever_is_alone_is_administrator_and_invites_nobody(client_of, own_store):
    client = client_of(own_store)
    assert client.get(f"{API}/me").json() == {"name": "Rudolf", "role": "administrator", "signed": False}
    answer = client.post(f"{API}/people", json={"name": "Nare", "role": "reader"})
    assert answer.status_code == 422
    assert not people.has_people(own_store)


def test_people_are_invited_changed_and_shut_out(ada, peopled):
    answer = ada.post(f"{API}/people", json={"name": "Nare", "role": "reader"})
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["person"]["ready"] is False
    assert people.invited(peopled, told["link"].rpartition("/")[2]).name == "Nare"
    assert ada.post(f"{API}/people/Nare", json={"role": "editor"}).json()["role"] == "editor"
    assert ada.post(f"{API}/people/Nare", json={"active": False}).json()["active"] is False
    assert ada.post(f"{API}/people/Nare", json={"active": True, "role": "reader"}).json()["role"] == "reader"
    assert [p["name"] for p in ada.get(f"{API}/people").json()["items"]] == ["Ada", "Anahit", "Emil", "Nare", "Rita"]


@pytest.mark.parametrize(
    ("name", "told", "status"),
    [("Nobody", {"role": "reader"}, 404), ("Rita", {}, 422), ("Rita", {"role": "king"}, 422), ("Rita", {"password": "x"}, 422),
     ("Ada", {"active": False}, 422), ("Rita", {"role": "reader"}, 422)],
)  # fmt: skip
def test_what_cannot_be_changed_is_told(ada, name, told, status):
    answer = ada.post(f"{API}/people/{name}", json=told)
    assert answer.status_code == status
    assert answer.json()["errors"]


def test_the_audit_log_is_paged_and_tells_its_faults(ada):
    first = ada.get(f"{API}/audit?limit=3")
    page = first.json()
    assert (len(page["items"]), page["faults"]) == (3, [])
    assert first.headers["link"].startswith(f"<{API}/audit?")
    more = ada.get(f"{API}/audit?limit=200&after={page['next']}").json()
    assert more["next"] is None
    assert page["items"][-1]["before"] == more["items"][0]["hash"]
    assert {e["action"] for e in ada.get(f"{API}/audit?action=invited").json()["items"]} == {"invited"}
    assert ada.get(f"{API}/audit?person=Nobody").json()["items"] == []
    assert ada.get(f"{API}/audit?after=x").status_code == 422
