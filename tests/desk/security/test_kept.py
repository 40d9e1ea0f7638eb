"""What the desk remembers belongs to the person where people sign in, and to the browser where nobody does."""

import pytest

from vedette.workflow import people


def test_two_analysts_each_have_their_own_since_you_last_looked(browser_of, peopled):
    people.take_up(peopled, people.invite(peopled, "Hovik", "analyst", by="Ada").word, "quiet heron over slow water")
    anahit, hovik = browser_of("Anahit"), browser_of("Hovik")
    mark = anahit.get("/").text.split('name="told" value="')[1].split('"')[0]
    answer = anahit.post("/seen", data={"told": mark})
    assert "set-cookie" not in answer.headers
    assert "Nothing is new." in anahit.get("/").text
    assert "You have not looked before" in hovik.get("/").text
    assert "Nothing is new." in browser_of("Anahit").get("/").text


def test_the_gate_is_the_persons(browser_of, peopled):
    anahit = browser_of("Anahit")
    assert "set-cookie" not in anahit.post("/gate", data={"choice": "open"}).headers
    assert people.kept_for(peopled, "Anahit") == {"gate": "open"}
    assert people.kept_for(peopled, "Rita") == {}
    # A cookie from the days without a login opens nothing.
    rita = browser_of("Rita")
    rita.cookies.set("vedette-gate", "open")
    rita.cookies.set("vedette-theme", "dark")
    assert 'data-theme="dark"' not in rita.get("/").text
    anahit.post("/gate", data={"choice": "closed"})
    assert people.kept_for(peopled, "Anahit") == {}


@pytest.mark.parametrize("name", ["gate", "theme"])
def test_alone_it_is_the_browsers(client_of, own_store, name):
    client = client_of(own_store)
    path, choice = {"gate": ("/gate", "open"), "theme": ("/theme", "dark")}[name]
    laid = client.post(path, data={"choice": choice}).headers["set-cookie"]
    assert laid.startswith(f"vedette-{name}={choice};")
    assert "SameSite=strict" in laid
    assert not people.has_people(own_store)
