"""How well the reports of a dossier come together, as they were read and by the mentions that a person gave. Pure.

The two figures tell apart what the reader missed from what the rules got wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vedette.incidents.reconcile import batch
from vedette.incidents.tellings import tellings
from vedette.records.incident import Mention, mentions_of
from vedette.records.record import Record
from vedette.scoring.clusters import BCubed, aligned, b_cubed
from vedette.scoring.dossiers import Dossier


def by_hand(dossier: Dossier) -> BCubed:
    """Return B-cubed of the incidents made of the mentions in the key."""
    documents: dict[str, list[Mention]] = {}
    for k in dossier.key:
        documents.setdefault(k.mention.at.document, []).append(k.mention)
    return b_cubed(put_together(documents.values()), _truth(dossier))


def as_read(dossier: Dossier, records: Iterable[Record]) -> BCubed:
    """Return B-cubed of the incidents made of what was read in the dossier's documents."""
    return b_cubed(*found_and_key(dossier, [mentions_of(r) for r in records]))


def put_together(documents: Iterable[Sequence[Mention]]) -> dict[str, str]:
    """Return the incident of each mention (id to id)."""
    found = batch(t for mentions in documents for t in tellings(mentions))
    return {m: i.id for i in found for m in i.mentions}


def found_and_key(dossier: Dossier, read: Sequence[Sequence[Mention]]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the incident of each read mention and the true one of each in the key, mentions in both under the key's id."""
    same = same_mentions(dossier, read)
    return {same.get(m, m): i for m, i in put_together(read).items()}, _truth(dossier)


def same_mentions(dossier: Dossier, read: Sequence[Sequence[Mention]]) -> dict[str, str]:
    """Return the key's id of each read mention that is in the key."""
    out: dict[str, str] = {}
    for mentions in read:
        for document in {m.at.document for m in mentions}:
            out |= aligned(mentions, [k.mention for k in dossier.key if k.mention.at.document == document])
    return out


def errors(dossier: Dossier, read: Sequence[Sequence[Mention]]) -> Iterator[str]:
    """Yield a line for each mention of the key that was missed or is not with the first of its incident. Copies are left out."""
    found, _ = found_and_key(dossier, read)
    home: dict[str, str] = {}
    for k in dossier.key:
        name, where = (
            f"{dossier.name} {k.incident}: {k.mention.at.document} {k.mention.event.trigger.text!r}",
            found.get(k.mention.id),
        )
        if "-copy-" in k.mention.at.document:
            continue
        if where is None:
            yield f"{name} was not read"
        elif home.setdefault(k.incident, where) != where:
            yield f"{name} stands apart"
        elif any(i != k.incident and h == where for i, h in home.items()):
            yield f"{name} stands with another"


def _truth(dossier: Dossier) -> dict[str, str]:
    return {k.mention.id: k.incident for k in dossier.key}
