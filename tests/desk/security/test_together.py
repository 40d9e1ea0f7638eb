"""Two analysts at once: nobody overwrites what the other judged, and whoever comes second is told who was first."""

import re

from desk.make_people import PASSWORD
from vedette.workflow import people


def test_the_second_judgement_on_an_old_state_names_the_first(browser_of, peopled):
    people.take_up(peopled, people.invite(peopled, "Hovik", "analyst", by="Ada").word, PASSWORD)
    incident = peopled.incident("66da2661")
    anahit, hovik = browser_of("Anahit"), browser_of("Hovik")
    seen = [
        re.search(r'/split"><input type="hidden" name="seen" value="([^"]+)"', c.get(f"/incident/{incident.id}").text)[
            1
        ]
        for c in (anahit, hovik)
    ]
    assert seen[0] == seen[1]
    address = f"/incident/{incident.id}/split"
    first = anahit.post(address, data={"seen": seen[0], "mention": incident.mentions[-1], "why": "another day"})
    assert first.status_code == 303, first.text
    second = hovik.post(address, data={"seen": seen[1], "mention": incident.mentions[0], "why": "another place"})
    assert second.status_code == 409
    assert "Anahit" in second.text
    assert "another day" in second.text
    assert "another place" in second.text
    history = hovik.get(f"/api/v1/incidents/{incident.mentions[0]}/history").json()["items"]
    assert [(j["author"], j["evidence"]) for j in history if j["author"] in ("Anahit", "Hovik")] == [
        ("Anahit", "another day")
    ]
