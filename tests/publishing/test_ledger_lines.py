"""The ledger in lines that a person reads: names instead of codes, and nothing of a rule's outcome left out."""

from dataclasses import replace

import pytest

from vedette.publishing.ledger import ledger_lines
from vedette.publishing.parties import name, said
from vedette.publishing.stored import incident_lines, judgement_line
from vedette.records.incident import DIFFERENT, Days, Incident, Judgement, Source
from vedette.records.ledger import Blame, Figure, Ledger, Line, Standing, Step, Told, Version
from vedette.records.record import Actor, Casualty, Receipt


def figure(low, day, document="d", **more):
    told = {
        "event": None,
        "start": 5,
        "end": 12,
        "text": f"{low} dead",
        "kind": "killed",
        "who": "military",
        "approx": False,
    }
    c = Casualty(**{**told, "id": f"{document}-{low}", "low": low, "high": low, "side": "AZE", **more})
    return Figure(casualty=c, at=Source(document=document, source="Wire", published=day), as_of=day, campaign=True)


FIRST, THEN, OTHER = figure(50, "2022-09-14"), figure(71, "2022-09-15", scope="total"), figure(431, "2022-09-15", "e")
OWN = Line(
    reach="campaign", side="AZE", kind="killed", party="AZE", own_voice=False, who=("the Defence Ministry",),
    figures=(FIRST, THEN), steps=(Step(change="up", before=FIRST, after=THEN),),
)  # fmt: skip
FOE = Line(reach="campaign", side="AZE", kind="killed", party="ARM", own_voice=False, who=(), figures=(OTHER,))
STANDING = Standing(
    reach="campaign", side="AZE", kind="killed", words=("contested",), origins=2, low=71, high=431, silent=("RUS",),
    reason="ARM says 431 (2022-09-15), AZE says 71 (2022-09-15)", people="military",
)  # fmt: skip


def _lines(**parts):
    return list(ledger_lines(Ledger(**parts)))


def test_each_claimants_figures_stand_under_its_name_with_their_steps_and_receipts():
    assert _lines(lines=(OWN, FOE), standings=(STANDING,)) == [
        "Azerbaijan: killed (running totals and scattered fighting)",
        "  Azerbaijan, by the Defence Ministry",
        "      2022-09-14  50, military  Wire 2022-09-14 [d:5–12]",
        "    ↑ 2022-09-15  71, military, running total  Wire 2022-09-15 [d:5–12]",
        "  Armenia",
        "      2022-09-15  431, military  Wire 2022-09-15 [e:5–12]",
        "  → military: contested: Armenia says 431 (2022-09-15), Azerbaijan says 71 (2022-09-15); silent: Russia",
        "",
    ]


def test_copies_are_counted_not_listed():
    copies = [
        replace(f, at=Source(document=f"c{n}", source="Paper", published="2022-09-14", origin="d"))
        for n, f in enumerate([FIRST] * 40)
    ]
    head = figure(50, "2022-09-14", who="unknown", id="title", start=0)
    line = replace(OWN, figures=(*copies, head, FIRST), steps=())
    assert (
        _lines(lines=(line,))[2]
        == "      2022-09-14  50, military  Wire 2022-09-14 [d:5–12] (and 1 more there and in 40 copies)"
    )


def _told(party):
    claimants = (Actor(0, 0, party, party, "GOV"),)
    return Told(event="e", at=Source(document="d"), trigger=Receipt(3, 9, "fired"), claimants=claimants)


def test_blame_tells_who_says_so_and_who_denies_it():
    blame = Blame(
        doer="AZE", said_by=(("ARM", (_told("ARM"),)),), denied_by=(("AZE", (_told("AZE"),)),),
        words=("contested", "single source"), reason="AZE denies it",
    )  # fmt: skip
    assert _lines(blame=(blame,))[:4] == [
        "Who is said to have done it",
        "  Azerbaijan: contested, single source (Azerbaijan denies it)",
        "    Armenia says so  [d:3–9]",
        "    Azerbaijan denies it  [d:3–9]",
    ]


def test_blame_in_a_ledger_of_several_names_the_incident():
    blame = Blame(doer="AZE", said_by=(), denied_by=(), words=("contested",), reason="", incident="0123456789")
    assert _lines(blame=(blame,))[1] == "  incident 01234567: Azerbaijan: contested ()"


def test_versions_stand_side_by_side_the_silent_one_too():
    versions = (
        Version(party="ARM", stance="says", doers=("AZE",), told=(_told("ARM"),), figures=(OTHER,)),
        Version(party="AZE", stance="denies", doers=(), told=(_told("AZE"),)),
        Version(party="RUS", stance="silent", doers=()),
    )
    assert _lines(versions=versions) == [
        "Versions, side by side",
        "  Armenia — says: Azerbaijan did it  [d:3–9]",
        "    Azerbaijan: 2022-09-15  431, military  Wire 2022-09-15 [e:5–12]",
        "  Azerbaijan — denies  [d:3–9]",
        "  Russia — silent",
    ]


@pytest.mark.parametrize(
    ("party", "shown"),
    [
        ("ARM", "Armenia"),
        ("COD/armed:m23", "M23"),
        ("COD/armed", "armed groups in DR Congo"),
        ("SDN/MED", "medical staff in Sudan"),
        ("IGO:collective-security-treaty-organization", "Collective Security Treaty Organization"),
        ("UNO", "United Nations"),
        ("Example wire (written for Vedette)", "Example wire (written for Vedette)"),
        ("a \x1b[31mred\x1b[0m name", "a [31mred[0m name"),
    ],
)
def test_names_of_parties_and_voices(party, shown):
    if party == "COD/armed":
        assert name(party).startswith("armed groups in ")
    else:
        assert name(party) == shown


def test_codes_inside_other_words_are_left_alone():
    assert (
        said("ARM says 5, ARM/MED says 9, the ARMY says 7", ["ARM"])
        == "Armenia says 5, ARM/MED says 9, the ARMY says 7"
    )


def test_an_incident_in_two_lines():
    i = Incident(
        id="0123456789abcdef", family="force", tellings=("t",), mentions=("m", "n"), documents=("d", "e"), origins=1,
        doers=frozenset({"COD/armed:m23"}), sufferers=frozenset({"COD"}), mode="drone",
        days=Days(first="2022-09-13", last="2022-09-13"),
    )  # fmt: skip
    first, second = incident_lines(i)
    assert first.startswith("01234567  force/drone: M23 → ")
    assert first.endswith(" · 13 September 2022")
    assert second.strip() == "2 mentions in 2 texts of 1 independent origin"


def test_a_judgement_in_one_line():
    j = Judgement.of(DIFFERENT, ["a" * 20], ["b" * 20], author="Ani", at="2022-10-01T00:00:00Z", evidence="two fires")
    assert (
        judgement_line(j)
        == f"{j.id[:8]}  kept apart: aaaaaaaa and bbbbbbbb; two fires [1.00, Ani, 2022-10-01T00:00:00Z]"
    )
