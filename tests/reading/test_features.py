"""What the marker is told of words: their kind, and what the codebook lists them as."""

from vedette.reading.features import kinds, listed


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
