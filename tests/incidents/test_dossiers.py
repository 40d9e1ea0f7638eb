"""Incident quality does not fall unnoticed: floors on the dossiers, tuned on and kept aside, by hand and as read."""

from pathlib import Path

import pytest

from vedette.documents import prepare
from vedette.errors import StopError
from vedette.incidents.copies import copies_of
from vedette.scoring.clusters import BCubed
from vedette.scoring.dossiers import load_dossiers
from vedette.scoring.incidents import as_read, by_hand

DOSSIERS = load_dossiers(Path(__file__).parent / "dossiers")
TUNED = [d for d in DOSSIERS if not d.aside]
ASIDE = [d for d in DOSSIERS if d.aside]

# A little below what was measured (docs/measurements.md); they fall only on purpose.
BY_HAND = {"tuned on": 0.98, "kept aside": 0.97}
AS_READ = {"tuned on": 0.68, "kept aside": 0.62}


def _mean(values):
    told = list(values)
    return sum(told) / len(told)


def test_there_are_enough_dossiers_of_enough_reports():
    assert len(DOSSIERS) >= 12
    assert len(ASIDE) >= 5
    assert all(6 <= len([x for x in d.documents if "-copy-" not in x.id]) <= 15 for d in DOSSIERS)


@pytest.mark.parametrize(("name", "dossiers"), [("tuned on", TUNED), ("kept aside", ASIDE)])
def test_mentions_given_by_hand_come_together(name, dossiers):
    assert sum((by_hand(d) for d in dossiers), BCubed()).f1 >= BY_HAND[name]
    # One report of a dossier says only "the strike", of a day with two: no rule can know which.
    assert all(by_hand(d).precision >= (0.8 if d.name == "zaporizhzhia-posts" else 1) for d in dossiers)


@pytest.mark.parametrize(("name", "dossiers"), [("tuned on", TUNED), ("kept aside", ASIDE)])
def test_reports_come_together_as_they_are_read(name, dossiers, reader):
    # The mean over dossiers, so that the forty copies of one wire do not outweigh everything else.
    assert _mean(as_read(d, reader.read_all(map(prepare, d.documents))).f1 for d in dossiers) >= AS_READ[name]


def test_forty_copies_in_a_dossier_are_one_origin():
    sudan = next(d for d in DOSSIERS if d.name == "sudan-copies")
    found = copies_of({x.id: (x.text, x.published) for x in sudan.documents})
    assert [(c.origin, len(c.copies)) for c in found if c.copies] == [("sudan-1", 40)]


def test_a_broken_dossier_is_named(tmp_path):
    (tmp_path / "x.yaml").write_text("aside: false\nabout: x\nplaces: {}\ndocuments: [{id: a}]", "utf-8")
    with pytest.raises(StopError, match=r"x\.yaml"):
        load_dossiers(tmp_path)
    with pytest.raises(StopError, match=r"no \*\.yaml"):
        load_dossiers(tmp_path / "none")
