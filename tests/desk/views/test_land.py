import json

from vedette.desk.views.land import land, outlines


def test_states_are_found_by_their_codes():
    found = outlines()
    assert {c: found[c] for c in ("ARM", "COD", "COG", "PRK", "KOR", "SSD", "GNB")} == {
        "ARM": "Armenia", "COD": "Dem. Rep. Congo", "COG": "Congo", "PRK": "North Korea", "KOR": "South Korea",
        "SSD": "S. Sudan", "GNB": "Guinea-Bissau",
    }  # fmt: skip
    assert len(found) == len(set(found.values())) > 220


def test_every_outline_is_closed_and_named_in_full():
    features = {f["properties"]["name"]: f for f in json.loads(land())["features"]}
    assert features["South Sudan"]["properties"]["code"] == "SSD"
    rings = [r for f in features.values() for p in f["geometry"]["coordinates"] for r in p]
    assert all(r[0] == r[-1] and len(r) > 3 for r in rings)


def test_a_state_within_another_is_a_hole_in_it():
    features = {f["properties"]["code"]: f for f in json.loads(land())["features"]}
    around, within = features["ZAF"], features["LSO"]
    hole = next(p[1] for p in around["geometry"]["coordinates"] if len(p) > 1)
    assert {tuple(x) for x in hole} == {tuple(x) for x in within["geometry"]["coordinates"][0][0]}
    assert features["ARM"]["properties"]["at"][0] > 40
