"""What the marker is told of words: their kind, what the codebook lists them as, and paths of the parse."""

from vedette.reading.features import kinds, listed, paths


def told(parse, text):
    (s,) = parse(text)
    return s, [w.text for w in s.words]


def test_kinds(parse):
    s, words = told(parse, "French soldiers and the UN left Gao on Monday.")
    found = dict(zip(words, kinds(s), strict=True))
    assert (found["French"], found["soldiers"], found["UN"]) == ("demonym", "role MIL", "organisation")


def test_the_codebook_s_listing(parse):
    s, words = told(parse, "Rebels attacked the town.")
    found = dict(zip(words, listed(s), strict=True))
    assert (found["attacked"], found["town"]) == ("ASSAULT COERCE VERB", "")


def test_paths_lead_over_the_parse(parse):
    s, words = told(parse, "Rebels and soldiers attacked the town near Gao.")
    found = paths(
        [w.head for w in s.words], [w.dep for w in s.words], [w.lower for w in s.words], words.index("attacked")
    )
    way = dict(zip(words, found, strict=True))
    assert way["Rebels"] == way["soldiers"] == "nsubj"
    assert way["town"] == "dobj"
    assert way["attacked"] == "self"
    assert "prep near" in way["Gao"]


def test_a_parse_that_runs_in_a_circle_is_left():
    assert paths([1, 0], ["dep", "dep"], ["a", "b"], 0) == ("self", "^dep")
    assert paths([0, 1], ["ROOT", "ROOT"], ["a", "b"], 0) == ("self", "apart")
