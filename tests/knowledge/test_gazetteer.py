import io
import json
import pickle
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.knowledge.gazetteer import Gazetteer, open_gazetteer
from vedette.knowledge.gazetteer_build import ensure_index, index_path, is_whole, rows_of
from vedette.knowledge.gazetteer_names import key_of, skeleton_of
from vedette.knowledge.gazetteer_regions import KINDS, read_rows, spellings
from vedette.knowledge.states import load_states

FILES = ("regions.csv", "facilities.csv", "settlements.csv")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dayr Az Zawr", "Dayr az-Zawr"),
        ("Ra’s al ‘Ayn", "Ra's al-Ayn"),
        ("São Paulo", "Sao Paulo"),
        ("Xankəndi", "Xankandi"),
        ("Diyarbakır", "DIYARBAKIR"),
        ("Łódź", "Lodz"),
    ],
)
def test_variants_of_a_name_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other) != ""


def test_names_in_other_scripts_have_no_key() -> None:
    assert key_of("Сотк") == key_of("سوتك") == ""


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_keys_are_plain_and_stable(name: str) -> None:
    key = key_of(name)
    assert key_of(key) == key
    assert all(c.isalnum() for c in key)
    skeleton_of(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al Huwayjah", "Al Ḩawījah"),
        ("Ash Shaddādah", "Al Shaddadi"),
        ("Ain Issa", "‘Ayn ‘Īsá"),
        ("Qamishli", "Kamishly"),
    ],
)
def test_romanisations_of_a_name_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton_of(one) == skeleton_of(other) != ""


def test_short_names_have_no_skeleton() -> None:
    assert skeleton_of("Hit") == skeleton_of("Al Bab") == ""


def test_rows_are_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vedette.knowledge.gazetteer_build._CHUNK", 7)
    rows = {str(n): {"name": "Sot’k’ {" + "x" * n, "alternatenames": ["}{", '"']} for n in range(9)}
    assert list(rows_of(io.StringIO(json.dumps(rows)))) == list(rows.values())


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Sotk", "ARM", 40.20, 45.87),
        ("Paris", "FRA", 48.9, 2.4),
        ("Ramadi", "IRQ", 33.4, 43.3),
        ("Ar Raqqah", "SYR", 35.9, 39.0),
        ("Tell Abyad", "SYR", 36.7, 39.0),
        ("Manbij", "SYR", 36.5, 37.9),
        ("Abu Kamal", "SYR", 34.5, 40.9),
        ("Dayr Az Zawr", "SYR", 35.3, 40.1),
        ("Mosul", "IRQ", 36.3, 43.1),
        ("Al Huwayjah", "IRQ", 35.3, 43.8),
        ("Dabiq", "SYR", 36.5, 37.3),
        ("Incirlik", "TUR", 37.0, 35.4),
        ("Tabqah Dam", "SYR", 35.9, 38.6),
    ],
)
def test_names_of_the_press_are_known(gazetteer: Gazetteer, name: str, country: str, lat: float, lon: float) -> None:
    near = [
        p
        for p in gazetteer.candidates(name)
        if p.country == country
        and p.lat is not None
        and p.lon is not None
        and abs(p.lat - lat) < 0.2
        and abs(p.lon - lon) < 0.2
    ]
    assert near, gazetteer.candidates(name)


def test_sotk_keeps_its_geonames_id(gazetteer: Gazetteer) -> None:
    (sotk,) = gazetteer.candidates("Sotk")
    assert (sotk.geonames, sotk.feature, sotk.match) == (616041, "settlement", "name")


def test_provinces_have_no_coordinates(gazetteer: Gazetteer) -> None:
    for name in ("Anbar", "Nagorno-Karabakh", "Donetsk Oblast", "Tigray", "Cabo Delgado"):
        place = gazetteer.candidates(name)[0]
        assert (place.feature, place.lat, place.lon) == ("region", None, None), place


def test_unknown_and_empty_names_have_no_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Qwzxvhölm") == gazetteer.candidates("") == gazetteer.candidates("—") == ()


@pytest.mark.parametrize("file", FILES)
def test_every_row_is_sound(file: str) -> None:
    rows = list(read_rows(file))
    states = load_states()
    for row in rows:
        assert row.kind in KINDS
        assert row.source
        assert row.country is None or row.country in states, row
        assert (row.lat is None) == (row.lon is None)
        assert row.lat is None or (-90 <= row.lat <= 90 and -180 <= (row.lon or 0) <= 180)
        if row.kind in ("region", "sea", "border"):
            assert row.lat is None, row
        if row.kind in ("facility", "settlement"):
            assert row.lat is not None, row
    assert len({(r.name, r.country, r.kind) for r in rows}) == len(rows)


def test_there_are_many_regions() -> None:
    assert len(list(read_rows("regions.csv"))) >= 500


def test_spellings_lead_to_places_of_the_index(gazetteer: Gazetteer) -> None:
    for key, numbers in spellings().items():
        assert {p.geonames for p in gazetteer.candidates(key)} >= set(numbers), key


def test_a_cut_file_and_a_foreign_file_are_not_whole(gazetteer: Gazetteer, tmp_path: Path) -> None:
    cut, foreign = tmp_path / "cut.sqlite", tmp_path / "foreign.sqlite"
    cut.write_bytes(gazetteer.path.read_bytes()[:-4096])
    with sqlite3.connect(foreign) as base:
        base.execute("CREATE TABLE places (id)")
    assert is_whole(gazetteer.path)
    assert not is_whole(cut)
    assert not is_whole(foreign)
    assert not is_whole(tmp_path / "none")


def test_a_broken_index_is_built_again_on_opening(tmp_path: Path) -> None:
    told: list[str] = []
    index_path(tmp_path).write_bytes(b"SQLite format 3\0 and then nothing")
    found = open_gazetteer(tmp_path, told.append)
    assert found.candidates("Sotk")
    assert told == ["building the place index, once…"]
    assert not list(tmp_path.glob("*.part"))


def test_a_file_spoilt_inside_is_built_again_on_reading(gazetteer: Gazetteer, tmp_path: Path) -> None:
    data = bytearray(gazetteer.path.read_bytes())
    data[4096:-4096] = b"\xff" * (len(data) - 8192)
    spoilt = index_path(tmp_path)
    spoilt.write_bytes(data)
    assert is_whole(spoilt)
    calls: list[Path] = []

    def rebuild() -> Path:
        calls.append(spoilt)
        return gazetteer.path

    assert Gazetteer(spoilt, rebuild=rebuild).candidates("Sotk")
    assert calls == [spoilt]


def test_two_at_once_build_once(gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []

    def build(path: Path) -> None:
        built.append(path)
        path.write_bytes(gazetteer.path.read_bytes())

    monkeypatch.setattr("vedette.knowledge.gazetteer_build._build", build)
    with ThreadPoolExecutor(4) as pool:
        paths = list(pool.map(lambda _: ensure_index(tmp_path, lambda _: None), range(4)))
    assert len(set(paths)) == len(built) == 1


def test_a_gazetteer_travels_to_other_processes(gazetteer: Gazetteer) -> None:
    assert pickle.loads(pickle.dumps(gazetteer)).candidates("Sotk") == gazetteer.candidates("Sotk")  # noqa: S301 - our own
