from importlib import resources
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.errors import StopError
from vedette.records.codebook.files import SECTIONS, Source, parse
from vedette.records.codebook.forms import forms
from vedette.records.codebook.loader import check_codebook, load_codebook
from vedette.records.codebook.validate import DECIDED

SHIPPED = Path(str(resources.files("vedette.records.codebook")))


@pytest.fixture(scope="module")
def book():
    return load_codebook()


def own(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return tmp_path


def entries(book, pos: str, word: str, type_: str):
    return [t for t in getattr(book, pos).get(word, ()) if t.type == type_]


# The shipped codebook


def test_the_shipped_codebook_is_sound():
    assert check_codebook() == []


def test_types_modes_and_sectors_are_those_of_the_codebook(book):
    assert len(book.types) == 16
    assert book.types["CONSULT"] == ("visit", "third-party", "multilateral", "phone")
    assert len(book.types["ASSAULT"]) == 15
    assert len(book.sectors) == 25
    assert list(book.statuses) == ["actual", "historical", "future", "hypothetical", "negated"]
    assert set(book.casualty_kinds) == {"killed", "injured", "missing", "captured", "displaced", "casualties"}


def test_every_type_has_a_group_a_meaning_and_verbs_and_nouns(book):
    for type_ in book.types:
        assert book.groups[type_] in {"force", "diplomacy", "statements", "support and blame"}
        assert book.meanings[type_]
        for pos in ("verbs", "nouns"):
            assert any(t.type == type_ for ts in getattr(book, pos).values() for t in ts), (type_, pos)


def test_it_is_broad(book):
    def words(pos):
        return {t.lemma for ts in getattr(book, pos).values() for t in ts}

    assert len(words("verbs")) > 1200
    assert len(words("nouns")) > 700
    assert len({r.lemma for rs in book.roles.values() for r in rs}) > 1000


def test_entries_are_indexed_by_their_key_word_longest_first(book):
    for pos, at in (("verbs", 0), ("nouns", -1), ("adjectives", 0)):
        for word, ts in getattr(book, pos).items():
            misread = pos == "verbs" and any(t.lemma[at] != word for t in ts)
            assert misread or all(t.lemma[at] == word for t in ts)
            assert [len(t.lemma) for t in ts] == sorted((len(t.lemma) for t in ts), reverse=True)
    assert book.roles["minister"][0].lemma != ("minister",)
    assert book.roles["minister"][-1].lemma == ("minister",)


def test_classes_are_expanded_but_for_those_that_the_coder_decides(book):
    for pos in ("verbs", "nouns", "adjectives"):
        for ts in getattr(book, pos).values():
            for t in ts:
                words = t.object | t.not_object | t.subject | t.not_subject | t.not_before | t.not_after
                assert {w for w in words if w.startswith("@")} <= DECIDED


def test_a_frame_reads_as_it_is_written(book):
    (call,) = [t for t in entries(book, "verbs", "call", "REQUEST") if t.lemma == ("call", "on")]
    assert call.recipient == ("on",)
    assert call.actor == ("subject",)
    assert call.swallow
    (strike,) = [t for t in entries(book, "nouns", "strike", "ASSAULT") if t.lemma == ("strike",)]
    assert "against" in strike.recipient
    assert strike.of is None
    assert "hunger" in strike.not_after
    (unacceptable,) = entries(book, "adjectives", "unacceptable", "ACCUSE")
    assert (unacceptable.actor, unacceptable.recipient) == (("speaker",), ("subject",))


def test_british_and_american_spellings_stand_side_by_side(book):
    for one, other in (("neutralize", "neutralise"), ("criticize", "criticise"), ("mobilize", "mobilise")):
        frames = [[(t.type, t.mode, t.actor, t.recipient) for t in book.verbs[w]] for w in (one, other)]
        assert frames[0] == frames[1]
    assert {r.lemma for r in book.roles["minister"]} >= {("defense", "minister"), ("defence", "minister")}


def test_roles_tell_sector_victims_and_titles(book):
    def role(*words):
        return next(r for r in book.roles[words[-1]] if r.lemma == words)

    assert (role("prime", "minister").sector, role("prime", "minister").title) == ("GOV", True)
    assert (role("soldier").sector, role("soldier").who) == ("MIL", "military")
    assert role("child").who == "child"
    assert role("civilian").generic_person
    assert role("government").state


def test_a_plural_that_is_a_key_of_its_own_does_not_hide_the_singular(book):
    lemmas = {r.lemma for r in book.roles["representatives"]}
    assert {("house", "of", "representatives"), ("representative",)} <= lemmas


def test_modes_are_looked_up_in_order_without_punctuation(book):
    names = [m for m, _ in book.modes["ASSAULT"]]
    assert names.index("drone") < names.index("heavy-weapons") < names.index("targeted") < names.index("destroy")
    request = dict(book.modes["REQUEST"])
    assert {("cease-fire",), ("cease", "fire")} <= set(request["yield"])
    for cues in book.modes.values():
        assert all(phrase and "-" not in phrase for _, phrases in cues for phrase in phrases)


def test_light_verbs_tell_whose_their_subject_is(book):
    assert (book.light["launch"], book.light["undergo"], book.light["occur"]) == ("actor", "recipient", "none")


def test_verbs_that_the_lemmatizer_misreads_are_found_all_the_same(book):
    assert entries(book, "verbs", "rap", "ASSAULT")[0].lemma == ("rape",)
    assert book.light["stag"] == book.light["stage"] == "actor"


# The words as the parser cuts them


def test_forms_cut_hyphens_possessives_and_abbreviations_as_the_tokenizer_does():
    assert forms("open fire") == (("open", "fire"),)
    assert forms("co-operate") == (("co-operate",), ("co", "-", "operate"))
    assert forms("lt. gen.") == (("lt.", "gen."), ("lt", ".", "gen."))
    assert forms("prosecutor's office") == (("prosecutor's", "office"), ("prosecutor", "'s", "office"))
    assert forms("f-16") == (("f-16",),)


@settings(max_examples=60, deadline=None)
@given(st.text("abc-.' 1", max_size=30))
def test_cutting_loses_no_character(text):
    for words in forms(text):
        assert "".join(words) == "".join(text.split())


def test_a_word_of_many_hyphens_is_cut():
    assert forms("a-" * 25_000)


# A user's own directory


def test_an_own_verb_is_added_with_its_defaults(tmp_path):
    book = load_codebook(own(tmp_path, "triggers/ASSAULT.yaml", "type: ASSAULT\nverbs: [clobber]\n"))
    (t,) = book.verbs["clobber"]
    assert (t.type, t.actor, t.recipient, t.weak) == ("ASSAULT", ("subject",), ("object",), False)
    assert book.verbs["shell"]


def test_an_own_entry_stands_in_place_of_all_shipped_ones_of_its_word_and_type(tmp_path):
    text = "type: ASSAULT\nverbs:\n  - {lemma: hit, needs: [with]}\n  - {lemma: hit, object: [ship]}\n"
    book = load_codebook(own(tmp_path, "triggers/ASSAULT.yaml", text))
    hits = [t for t in entries(book, "verbs", "hit", "ASSAULT") if t.lemma == ("hit",)]
    assert {(t.needs, t.object) for t in hits} == {
        (frozenset({"with"}), frozenset()),
        (frozenset(), frozenset({"ship"})),
    }


def test_an_own_entry_can_drop_a_shipped_one(tmp_path):
    text = "type: ASSAULT\nnouns:\n  - {lemma: war, drop: true}\n"
    book = load_codebook(own(tmp_path, "triggers/ASSAULT.yaml", text))
    assert not [t for t in entries(book, "nouns", "war", "ASSAULT") if t.lemma == ("war",)]


def test_an_own_role_replaces_the_shipped_one_or_drops_it(tmp_path):
    text = "roles:\n  - {lemma: ranger, sector: COP, who: police}\n  - {lemma: fan, drop: true}\n"
    book = load_codebook(own(tmp_path, "roles.yaml", text))
    assert [r.sector for r in book.roles["ranger"]] == ["COP"]
    assert "fan" not in book.roles


def test_own_cues_classes_and_light_verbs_join_the_shipped_ones(tmp_path):
    own(tmp_path, "modes.yaml", "ASSAULT:\n  drone: [sky wasp]\n")
    own(tmp_path, "classes.yaml", "agreements: [sulh]\nrivers: [river, stream]\n")
    own(tmp_path, "light.yaml", "recipient: [launch, weather]\n")
    text = "type: MOBILIZE\nverbs:\n  - {lemma: ford, object: ['@rivers']}\n"
    book = load_codebook(own(tmp_path, "triggers/MOBILIZE.yaml", text))
    drone = dict(book.modes["ASSAULT"])["drone"]
    assert ("sky", "wasp") in drone
    assert ("uav",) in drone
    assert {"sulh", "treaty"} <= book.classes["agreements"]
    assert book.verbs["ford"][0].object == {"river", "stream"}
    assert (book.light["weather"], book.light["launch"]) == ("recipient", "recipient")


def test_the_environment_names_the_directory(tmp_path, monkeypatch):
    own(tmp_path, "triggers/ASSAULT.yaml", "type: ASSAULT\nverbs: [clobber]\n")
    monkeypatch.setenv("VEDETTE_CODEBOOK", str(tmp_path))
    load_codebook.cache_clear()
    try:
        assert "clobber" in load_codebook().verbs
    finally:
        monkeypatch.undo()
        load_codebook.cache_clear()
    assert "clobber" not in load_codebook().verbs


def test_prepositions_and_adverbs_are_words_and_no_truth_values():
    told = parse(Source("x.yaml", "places: [on, off, yes, no, 2]\nsure: true\nempty:\nquoted: 'true'", own=True), [])
    assert told == {"places": ["on", "off", "yes", "no", "2"], "sure": True, "empty": None, "quoted": "true"}


# Faults

FAULTS = {
    "unknown mode": (
        "triggers/AID.yaml",
        "type: AID\nverbs: [{lemma: x, mode: visit}]",
        "mode 'visit' is none of AID's",
    ),
    "unknown class": (
        "triggers/AID.yaml",
        "type: AID\nverbs: [{lemma: x, object: ['@ogres']}]",
        "class @ogres in object",
    ),
    "unknown key": ("triggers/AID.yaml", "type: AID\nverbs: [{lemma: x, colour: red}]", "key 'colour'"),
    "key of another part of speech": ("triggers/AID.yaml", "type: AID\nverbs: [{lemma: x, of: actor}]", "key 'of'"),
    "unknown place": (
        "triggers/AID.yaml",
        "type: AID\nverbs: [{lemma: x, roles: {actor: [subjekt]}}]",
        "place 'subjekt'",
    ),
    "unknown side": ("triggers/AID.yaml", "type: AID\nverbs: [{lemma: x, roles: {doer: [subject]}}]", "role 'doer'"),
    "roles no mapping": (
        "triggers/AID.yaml",
        "type: AID\nverbs: [{lemma: x, roles: [subject]}]",
        "roles are no mapping",
    ),
    "needs unknown": ("triggers/AID.yaml", "type: AID\nnouns: [{lemma: x, needs: [object]}]", "needs: place 'object'"),
    "unknown status": ("triggers/AID.yaml", "type: AID\nverbs: [{lemma: x, status: done}]", "status 'done'"),
    "flag no truth": ("triggers/AID.yaml", "type: AID\nnouns: [{lemma: x, generic: often}]", "generic 'often'"),
    "no lemma": ("triggers/AID.yaml", "type: AID\nverbs: [{mode: visit}]", "verb number 1: has no lemma"),
    "entry a list": ("triggers/AID.yaml", "type: AID\nverbs: [[x]]", "verb number 1: has no lemma"),
    "entries no list": ("triggers/AID.yaml", "type: AID\nverbs: {lemma: x}", "verb entries are no list"),
    "capitals": ("triggers/AID.yaml", "type: AID\nverbs: [Help]", "lemma 'Help' has capitals"),
    "words no list": (
        "triggers/AID.yaml",
        "type: AID\nverbs: [{lemma: x, object: {a: b}}]",
        "object is not a list of words",
    ),
    "told twice": ("triggers/AID.yaml", "type: AID\nverbs: [{lemma: x}, {lemma: x}]", "verb 'x' stands twice"),
    "wrong type": ("triggers/AID.yaml", "type: ACCUSE\nverbs: [x]", "type is 'ACCUSE'"),
    "unknown section": ("triggers/AID.yaml", "type: AID\nverb: [x]", "key 'verb' is not known"),
    "unknown file": ("triggers/HELP.yaml", "type: HELP", "HELP.yaml: is no file of the codebook"),
    "misnamed file": ("role.yaml", "roles: []", "role.yaml: is no file of the codebook"),
    "misplaced file": ("trigger/AID.yaml", "type: AID", "AID.yaml: is no file of the codebook"),
    "unknown sector": ("roles.yaml", "roles: [{lemma: x, sector: ARM}]", "role 'x': sector 'ARM' is not known"),
    "unknown who": ("roles.yaml", "roles: [{lemma: x, sector: MIL, who: army}]", "who 'army' is not known"),
    "role twice": ("roles.yaml", "roles: [{lemma: x, sector: MIL}, {lemma: x, sector: COP}]", "role 'x' stands twice"),
    "roles shape": ("roles.yaml", "roles: {x: MIL}", "roles: is no list"),
    "unknown type of modes": ("modes.yaml", "ATTACK: {drone: [uav]}", "ATTACK is no type"),
    "mode of another type": ("modes.yaml", "AID: {drone: [uav]}", "mode 'drone' is none of AID's"),
    "long cue": ("modes.yaml", "ASSAULT: {drone: [a very long cue]}", "is longer than 3 words"),
    "modes shape": ("modes.yaml", "ASSAULT: [drone]", "ASSAULT: is no mapping"),
    "light twice": ("light.yaml", "actor: [x]\nnone: [x]", "'x' stands in two lists"),
    "light heading": ("light.yaml", "doer: [x]", "key 'doer' is not known"),
    "class twice": ("classes.yaml", "rivers: [river, river]", "'river' stands twice"),
    "group twice": ("types.yaml", "groups: {mine: [AID]}", "type AID stands in 2 groups"),
    "group member": ("types.yaml", "groups: {mine: [HELP]}", "group member HELP is no type"),
    "not yaml": ("classes.yaml", "a: [b", "not YAML"),
    "no mapping": ("classes.yaml", "- a", "holds no mapping"),
    "key twice": ("classes.yaml", "a: [b]\na: [c]", "key 'a' stands twice"),
    "endless": ("classes.yaml", "a: &a [*a]", "is not a list of words"),
}


@pytest.mark.parametrize(("name", "text", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_file_and_entry(tmp_path, name, text, fault):
    found = check_codebook(own(tmp_path, name, text))
    assert [
        f for f in found if (fault in f and str(tmp_path / name) in f) or (f.startswith("types.yaml") and fault in f)
    ], found


def test_all_faults_are_told_at_once(tmp_path):
    own(tmp_path, "roles.yaml", "roles: [{lemma: x, sector: ARM}]")
    own(tmp_path, "modes.yaml", "ATTACK: {drone: [uav]}")
    own(tmp_path, "triggers/AID.yaml", "type: AID\nverbs: [{lemma: x, mode: visit, colour: red}]")
    with pytest.raises(StopError, match="4 faults") as e:
        load_codebook(tmp_path)
    assert all(word in str(e.value) for word in ("ARM", "ATTACK", "visit", "colour"))


def test_a_missing_directory_is_a_fault(tmp_path):
    assert "is not a directory" in check_codebook(tmp_path / "nowhere")[0]


def test_a_file_that_is_no_text_is_a_fault(tmp_path):
    (tmp_path / "classes.yaml").write_bytes(b"a: [\xff]")
    assert any("cannot be read" in f for f in check_codebook(tmp_path))


def test_aliases_that_would_grow_without_end_do_no_harm(tmp_path):
    lines = [
        "a: &a [x, x]",
        *(f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefghijklmnopqrst", "bcdefghijklmnopqrstu", strict=True)),
    ]
    assert check_codebook(own(tmp_path, "classes.yaml", "\n".join(lines)))


@settings(max_examples=40, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.text("ab@ ", max_size=4),
        lambda x: (
            st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["lemma", "roles", "needs", "type", "a"]), x)
        ),
        max_leaves=8,
    ),
    st.sampled_from([*(f"{n}.yaml" for n in SECTIONS), "triggers/AID.yaml"]),
)
def test_no_yaml_whatever_makes_the_check_fail(tmp_path_factory, value, name):
    found = check_codebook(
        own(tmp_path_factory.mktemp("own"), name, yaml.safe_dump({"verbs": value, "roles": value, "x": value}))
    )
    assert all(isinstance(f, str) for f in found)


def test_the_shipped_files_say_what_they_are():
    for path in SHIPPED.rglob("*.yaml"):
        assert path.read_text("utf-8").startswith("# "), path
