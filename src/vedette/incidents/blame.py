"""Who says who did it, and both sides' versions side by side, also where one denies that it happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from vedette.incidents.ledger import ledger
from vedette.incidents.parties import alike, meet, parties
from vedette.incidents.voices import Voices
from vedette.records.incident import Incident, Mention
from vedette.records.ledger import Blame, Figure, Ledger, Told, Version

SAYS, DENIES, BOTH, SILENT = "says", "denies", "says and denies", "silent"


def incident_ledger(incident: Incident, mentions: Iterable[Mention], figures: Iterable[Figure]) -> Ledger:
    """Return the whole ledger of one incident: its figures, blame and versions, out of any `mentions` and `figures`.

    Campaign figures that hang on its mentions are shown under their own reach and never counted for it.
    """
    own = set(incident.mentions)
    told = [m for m in mentions if m.id in own]
    counts = [f for f in figures if f.casualty.event in own or f.incident == incident.id]
    dyad = dyad_of(incident)
    book = ledger(counts, dyad=dyad)
    return Ledger(
        lines=book.lines,
        standings=book.standings,
        blame=blame(told, dyad=dyad),
        versions=versions(told, counts, dyad=dyad),
    )


def campaign_ledger(
    incidents: Iterable[Incident], mentions: Iterable[Mention], figures: Iterable[Figure], *, dyad: Sequence[str] = ()
) -> Ledger:
    """Return the ledger of several incidents: all `figures`, and for each incident who is blamed for it.

    Blame is never held together over incidents: who shelled one village says nothing of the next. Incidents for which
    nobody is named or denied have no line.
    """
    by_id = {m.id: m for m in mentions}
    lines = [
        replace(b, incident=i.id)
        for i in incidents
        for b in blame((by_id[m] for m in i.mentions if m in by_id), dyad=dyad)
    ]
    book = ledger(figures, dyad=dyad)
    return replace(book, blame=tuple(lines))


def dyad_of(incident: Incident) -> tuple[str, ...]:
    """Return who could speak as a party to it: states by country, armed groups by name."""
    return tuple(sorted(incident.parties))


def told(m: Mention) -> Told:
    """Return the receipt of a mention."""
    return Told(event=m.id, at=m.at, trigger=m.event.trigger, claimants=m.event.claimants)


def blame(mentions: Iterable[Mention], *, dyad: Sequence[str] = ()) -> tuple[Blame, ...]:
    """Return a line for each party that is named as the doer, those named by most first.

    contested       somebody denies it, or others name somebody else
    admitted        the doer itself says so
    corroborated, single source, one side only   as for figures
    """
    said: dict[str, dict[str, list[Told]]] = {}
    denied: dict[str, dict[str, list[Told]]] = {}
    everything = tuple(mentions)
    voices = Voices(m.at for m in everything)
    for m in everything:
        into = denied if m.event.status == "negated" else said
        for doer in parties(m.event.actors):
            for voice in voices.of_mention(m):
                into.setdefault(doer, {}).setdefault(voice, []).append(told(m))
    lines = [_blame(d, said, denied.get(d, {}), dyad) for d in sorted({*said, *denied})]
    return tuple(sorted(lines, key=lambda b: (-len(b.said_by), b.doer)))


def _blame(
    doer: str,
    said: Mapping[str, Mapping[str, list[Told]]],
    denied: Mapping[str, list[Told]],
    dyad: Sequence[str],
) -> Blame:
    by = said.get(doer, {})
    # Who names two doers together (a clash) does not contradict himself, so only others' other names count.
    others = sorted({v for d, voices_ in said.items() if not alike(d, doer) for v in voices_ if v not in by})
    words, reasons = [], []
    if denied:
        reasons.append(f"{', '.join(sorted(denied))} denies it")
    if others and by:
        reasons.append(f"{', '.join(others)} names somebody else")
    if reasons:
        words.append("contested")
    if any(alike(v, doer) for v in by):
        words.append("admitted")
    if len(by) > 1:
        words.append(f"corroborated by {len(by)} independent origins")
    if len(by) == 1:
        words.append("single source")
        words += ["one side only"] if set(by) <= set(dyad) else []
    return Blame(
        doer=doer,
        said_by=tuple((v, tuple(by[v])) for v in sorted(by)),
        denied_by=tuple((v, tuple(denied[v])) for v in sorted(denied)),
        words=tuple(words),
        reason="; ".join(reasons) or f"said by {', '.join(sorted(by))}",
    )


def versions(
    mentions: Iterable[Mention], figures: Iterable[Figure], *, dyad: Sequence[str] = ()
) -> tuple[Version, ...]:
    """Return each party's version: the dyad's first, silent ones included, then everybody else who speaks."""
    by: dict[str, list[Mention]] = {}
    everything, numbers = tuple(mentions), tuple(figures)
    voices = Voices([*(m.at for m in everything), *(f.at for f in numbers)])
    for m in everything:
        for voice in voices.of_mention(m):
            by.setdefault(voice, []).append(m)
    counts: dict[str, list[Figure]] = {}
    for f in numbers:
        for voice, _ in voices.of_figure(f):
            counts.setdefault(voice, []).append(f)
    everybody = [*dyad, *sorted({*by, *counts} - set(dyad))]
    return tuple(_version(p, by.get(p, ()), counts.get(p, ())) for p in everybody)


def _version(who: str, mentions: Sequence[Mention], figures: Sequence[Figure]) -> Version:
    if not mentions and not figures:
        return Version(party=who, stance=SILENT, doers=())
    said = [m for m in mentions if m.event.status != "negated"]
    denied = len(mentions) > len(said)
    stance = BOTH if said and denied else DENIES if denied else SAYS if said or figures else SILENT
    return Version(
        party=who,
        stance=stance,
        doers=tuple(sorted(frozenset().union(*(parties(m.event.actors) for m in said)))) if said else (),
        told=tuple(map(told, mentions)),
        figures=tuple(figures),
    )


def about(mentions: Iterable[Mention], whom: Iterable[str]) -> tuple[Mention, ...]:
    """Return the mentions in which a party of `whom` does or suffers something."""
    wanted = frozenset(whom)
    return tuple(m for m in mentions if meet(parties((*m.event.actors, *m.event.recipients)), wanted))
