"""What scores the next move of a state: the words it looks at, summed in their places, and a layer of moves above."""

from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]


def move_names(pipe: Any) -> list[str]:
    """Return the names of a transition pipe's moves in the order of their scores.

    The pipe's own list leaves out the entity recogniser's move "U-", which its scores have.
    """
    return [pipe.moves.get_class_name(n) for n in range(pipe.moves.n_moves)]


@dataclass(frozen=True, slots=True)
class Scorer:
    """The weights of a transition model of spaCy with `places` words a state.

    `narrow` makes a word's vector shorter; `place` (places x 2 x hidden, short) tells what a word adds in each place, `absent`
    what a missing word does; of each pair the greater is taken, and `moves` (hidden, moves) scores the moves.
    """

    narrow: tuple[Floats, Floats]
    place: Floats
    absent: Floats
    bias: Floats
    moves: tuple[Floats, Floats]
    places: int
    room: list[Floats] = field(default_factory=list, repr=False)

    @classmethod
    def of(cls, model: Any, places: int) -> Self | None:
        """Return the scorer of a thinc model "parser_model"; None where it is built in another way."""
        if not model.attrs.get("has_upper") or model.attrs.get("unseen_classes"):
            return None
        first, lower, upper = model.layers
        linear = first.layers[-1]
        weight, bias, absent = (lower.get_param(n) for n in ("W", "b", "pad"))
        if linear.name != "linear" or weight.shape[0] != places or weight.shape[2] != 2:
            return None
        # Pieces first, so that the greater of two is taken over whole halves of a row.
        return cls(
            narrow=(np.ascontiguousarray(linear.get_param("W").T), linear.get_param("b")),
            place=np.ascontiguousarray(weight.transpose(0, 2, 1, 3).reshape(-1, weight.shape[3]).T),
            absent=np.ascontiguousarray(absent[0].transpose(0, 2, 1).reshape(places, -1)),
            bias=np.ascontiguousarray(bias.T.reshape(-1)),
            moves=(np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")),
            places=places,
        )

    def prepared(self, vectors: Floats) -> Floats:
        """Return what every word of `vectors` (words, width) adds in every place: ((words + 1) x places, 2 x hidden).

        The first `places` rows are those of a missing word, so that word -1 in place p is row p. What is returned holds until
        the next call.
        """
        short = vectors @ self.narrow[0] + self.narrow[1]
        held = self.room[0] if self.room else self.absent
        wanted = (len(vectors) + 1) * self.places
        if len(held) < wanted:
            # Megabytes that are kept from batch to batch: new ones would have to be cleared by the system each time.
            held = np.empty((wanted + wanted // 4, self.absent.shape[1]), dtype=np.float32)
            held[: self.places] = self.absent
            self.room[:] = [held]
        np.matmul(short, self.place, out=held[self.places : wanted].reshape(len(vectors), -1))
        return held[:wanted]

    def scores(self, prepared: Floats, rows: Ints) -> Floats:
        """Return the scores of moves (states, moves) of states that look at `rows` (states, places) of `prepared`."""
        hidden = prepared[rows[:, 0]]
        for place in range(1, self.places):
            hidden += prepared[rows[:, place]]
        hidden += self.bias
        half = hidden.shape[1] // 2
        found: Floats = np.maximum(hidden[:, :half], hidden[:, half:]) @ self.moves[0]
        found += self.moves[1]
        return found
