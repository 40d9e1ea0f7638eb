"""Coded texts as a person writes them: what a line means, and what is told of a line that means nothing."""

import pytest

from vedette.errors import StopError
from vedette.scoring.gold import load_gold
from vedette.scoring.plain import parse

TEXT = """=== wire-001 | wire | 1988-10-12
The army said six guerrillas were killed in a clash with its troops near Suchitoto yesterday. "We won the day, and more," said Colonel Ruiz.
---
E guerrillas were [killed] in | ASSAULT/firearms | A its troops=SLV.MIL | R six guerrillas=SLV.REB | P Suchitoto=Suchitoto,SLV,13.9,-89.0 | T yesterday=1988-10-11..1988-10-11 | C The army=SLV.MIL | cue said
E a [clash] with | ASSAULT | A ^ | R ^ | st historical
K [six guerrillas were killed] in | killed 6..6 rebel SLV | C The army=SLV.MIL | total
Q We won … more | Colonel Ruiz=SLV.MIL/Ruiz
"""


def test_a_block_holds_text_and_codings():
    (found,) = parse(TEXT)
    assert (found["id"], found["register"], found["published"]) == ("wire-001", "wire", "1988-10-12")
    killed, clash = found["events"]
    assert (killed["type"], killed["mode"], killed["status"], killed["trigger"]) == (
        "ASSAULT",
        "firearms",
        "actual",
        "killed",
    )
    assert killed["actors"] == [{"text": "its troops", "country": "SLV", "sector": "MIL"}]
    assert killed["place"] == {"text": "Suchitoto", "name": "Suchitoto", "country": "SLV", "lat": 13.9, "lon": -89.0}
    assert (killed["time"]["from"], killed["cue"]) == ("1988-10-11", "said")
    assert (clash["actors"], clash["status"], clash["mode"]) == (killed["actors"], "historical", None)


def test_counts_and_quotes():
    (found,) = parse(TEXT)
    (count,) = found["casualties"]
    assert (count["kind"], count["low"], count["high"], count["who"], count["side"]) == ("killed", 6, 6, "rebel", "SLV")
    assert (count["scope"], count["claimants"][0]["country"]) == ("total", "SLV")
    (quote,) = found["quotes"]
    assert quote["text"] == "We won the day, and more"
    assert quote["speakers"] == [{"text": "Colonel Ruiz", "country": "SLV", "sector": "MIL", "name": "Ruiz"}]


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ("49..", (49, None, False)),
        ("..12", (None, 12, False)),
        ("~2000..", (2000, None, True)),
        ("..", (None, None, False)),
    ],
)
def test_bounds(bounds, expected):
    (found,) = parse(f"=== a | x | 2020-01-01\nMany died.\n---\nK [Many] died | killed {bounds} unknown ?\n")
    (count,) = found["casualties"]
    assert (count["low"], count["high"], count["approx"]) == expected
    assert count["side"] is None


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("E a [clash] with | ASAULT | P Suchitoto=Suchitoto,SLV", "type 'ASAULT' is not in the codebook"),
        ("E a [klash] with | ASSAULT | P Suchitoto=Suchitoto,SLV", "stands 0 times"),
        ("E a [clash] with | ASSAULT | A nobody here=SLV.MIL", "'nobody here' is not in the text"),
        ("E a [clash] with | ASSAULT | A The army=SLV.MIX", "sector 'MIX' is not in the codebook"),
        ("E a [clash] with | ASSAULT | A The army=XQZ.MIL", "country 'XQZ' is no code"),
        ("E a [clash] with | ASSAULT | A The army", "is no `words=COUNTRY.SECTOR`"),
        ("E a [clash] with | ASSAULT | B The army", "is none of A, R, C"),
        ("E a [clash] with | ASSAULT", "neither actor, recipient nor place"),
        ("E a [clash] with | ASSAULT/foo | P Suchitoto=Suchitoto,SLV", "mode 'foo'"),
        ("K [six guerrillas] were | dead 6..6 rebel SLV", "kind 'dead'"),
        ("K [six guerrillas] were | killed six rebel SLV", "is no `kind low..high who side`"),
        ("X [six guerrillas] were", "begins with none of E, K, Q"),
    ],
)
def test_faults_are_named(tmp_path, line, fault):
    path = tmp_path / "texts.coded"
    path.write_text(TEXT + line + "\n", "utf-8")
    with pytest.raises(StopError, match="coded texts") as e:
        load_gold(path)
    assert fault in str(e.value)


def test_a_file_is_loaded_with_offsets(tmp_path):
    path = tmp_path / "texts.coded"
    path.write_text(TEXT + TEXT.replace("wire-001", "wire-002"), "utf-8")
    one, two = load_gold(path)
    assert (one.id, two.id) == ("wire-001", "wire-002")
    for item in (*one.events, *one.casualties, *one.quotes):
        assert one.text[item["start"] : item["end"]] == item.get("trigger", item.get("text"))
