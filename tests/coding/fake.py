"""A marker that says what each test wants it to say."""

from dataclasses import dataclass, field

from vedette.records.reading import Link, Mark


@dataclass
class Told:
    """A marker that marks words by their text: {"word": (types, links as (role, word, probability), count)}."""

    words: dict = field(default_factory=dict)
    sure_of_nothing: bool = False

    def marks(self, sentences):
        at = {w.text: (s.index, w.i) for s in sentences for w in s.words}
        out = {}
        for word, (types, links, count) in self.words.items():
            told = tuple(Link(role, *at[other], p) for role, other, p in links)
            out[at[word]] = Mark(types=types, links=told, count=count)
        return out


def marked(types=(), links=(), count=("O", 1.0)):
    return tuple(types), tuple(links), count
