"""What states are on record as having said or done: a pure look over the records of what was read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vedette.records.record import Event, Record

OFFICIAL = frozenset({"GOV", "MIL", "LEG", "SPY"})
"""Sectors that speak or act for their state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """One thing that `party` said or did, as a document tells it, with its words.

    `day` is when it was, or when the document was published, or "" where neither is told; `claimed_by` are the words
    of those who say so, () where the document says it itself.
    """

    party: str
    day: str
    type: str
    mode: str | None
    status: str
    text: str
    document: str
    event: str
    start: int
    end: int
    claimed_by: tuple[str, ...]


def stances(
    parties: Iterable[str], sides: Iterable[str], since: str, records: Iterable[Record]
) -> Mapping[str, tuple[Stance, ...]]:
    """Return by party what each of `parties` said or did towards `sides` on or after the ISO day `since`, in order.

    Parties and sides are codes of states. What only may happen counts, marked by its `status`; what was denied does not.
    Events between the parties themselves (a council of theirs that meets) count as well.
    """
    bound, around = frozenset(parties), frozenset(sides)
    found: dict[str, list[Stance]] = {p: [] for p in sorted(bound)}
    for record in records:
        for e in record.events:
            for s in _of_event(e, record, bound, around):
                if not s.day or s.day >= since:
                    found[s.party].append(s)
    return {p: tuple(sorted(s, key=lambda x: (x.day, x.document, x.start))) for p, s in found.items()}


def _of_event(e: Event, record: Record, bound: frozenset[str], around: frozenset[str]) -> Iterator[Stance]:
    doers = dict.fromkeys(a.country for a in e.actors if a.country in bound and a.sector in OFFICIAL)
    toward = {a.country for a in e.recipients}
    if e.status in ("negated", "historical") or not toward & (around | bound | {"IGO", "UNO"}):
        return
    day = (e.time.from_ if e.time and e.time.from_ else record.document.published or "")[:10]
    words = record.document.text[e.sentence[0] : e.sentence[1]]
    for party in doers:
        if party is not None and party not in around:
            yield Stance(
                party=party,
                day=day,
                type=e.type,
                mode=e.mode,
                status=e.status,
                text=" ".join(words.split()),
                document=record.document.id,
                event=e.id,
                start=e.sentence[0],
                end=e.sentence[1],
                claimed_by=tuple(a.text for a in e.claimants),
            )
