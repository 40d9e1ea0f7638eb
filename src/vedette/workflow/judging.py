"""What a person judges of incidents: split, join, forbid, undo. Each is a judgement that binds every later run."""

from collections.abc import Iterable, Sequence

from vedette.errors import StopError
from vedette.records.incident import DIFFERENT, SAME, UNDONE, Incident, Judgement
from vedette.store.documents import incidents_of
from vedette.store.found import Found
from vedette.store.incidents import incidents_at
from vedette.store.judgements import about, judgement_called, last_word
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import now
from vedette.workflow.reconcile import judge


def split(store: Store, incident: str, mentions: Sequence[str], *, author: str, evidence: str) -> tuple[Judgement, ...]:
    """Take mentions (ids, or their beginnings) out of an incident. Returns the judgement."""
    whole = store.incident(incident)
    out = [_mention_of(whole, m) for m in mentions]
    rest = [m for m in whole.mentions if m not in out]
    if not rest:
        raise StopError(f"incident {whole.id}: would be empty; name fewer mentions")
    return (_stored(store, DIFFERENT, out, rest, author, evidence),)


def join(store: Store, incident: str, others: Sequence[str], *, author: str, evidence: str) -> tuple[Judgement, ...]:
    """Put other incidents together with one. Returns the judgements."""
    return _over_pairs(store, SAME, incident, others, author, evidence)


def forbid(store: Store, incident: str, others: Sequence[str], *, author: str, evidence: str) -> tuple[Judgement, ...]:
    """Keep other incidents apart from one for ever. Returns the judgements."""
    return _over_pairs(store, DIFFERENT, incident, others, author, evidence)


def undo(store: Store, name: str, *, author: str, evidence: str) -> Judgement:
    """Take back the judgement whose id begins with `name`. Returns the judgement that does so.

    A rule would judge the same again, so what a rule joined is kept apart by the person's word instead.
    """
    with store.reading() as connection:
        told = judgement_called(connection, name)
        last, in_force = last_word(connection, told)
    if not told.by_person:
        if told.verdict != SAME or not in_force:
            raise StopError(f"judgement {told.id}: is a rule's and not in force; there is nothing to take back")
        return _stored(store, DIFFERENT, told.left, told.right, author, evidence)
    if not in_force:
        raise StopError(f"judgement {told.id}: was taken back already by {last.id}; undo that to restore it")
    return _stored(store, UNDONE, told.left, told.right, author, evidence, supersedes=told.id)


def mentions_in(store: Store, incident: Incident) -> list[Found]:
    """Return the mentions of an incident with where they stand, in the order in which they were told."""
    found = {f.claim.id: f for f in store.all_events(Query(incident=incident.id, limit=500))}
    return [found[m] for m in incident.mentions if m in found]


def history(store: Store, incident: Incident) -> tuple[Judgement, ...]:
    """Return every judgement on the mentions of an incident, taken back or not, oldest first."""
    with store.reading() as connection:
        return about(connection, incident.mentions)


def incidents_about(store: Store, judgements: Iterable[Judgement]) -> list[Incident]:
    """Return the incidents that the judgements' mentions are of now."""
    with store.reading() as connection:
        homes = incidents_of(connection, {m for j in judgements for m in (*j.left, *j.right)})
        return incidents_at(connection, sorted(set(homes.values())))


def _over_pairs(
    store: Store, verdict: str, incident: str, others: Sequence[str], author: str, evidence: str
) -> tuple[Judgement, ...]:
    one = store.incident(incident)
    found = [store.incident(o) for o in others]
    if any(o.id == one.id for o in found):
        raise StopError(f"incident {one.id}: is named twice; name two incidents, or split it into mentions")
    return tuple(_stored(store, verdict, one.mentions, o.mentions, author, evidence) for o in found)


def _stored(
    store: Store,
    verdict: str,
    left: Sequence[str],
    right: Sequence[str],
    author: str,
    evidence: str,
    *,
    supersedes: str | None = None,
) -> Judgement:
    if author.startswith("rules "):
        raise StopError(f"author {author!r}: is what rules are called; write your own name")
    judgement = Judgement.of(
        verdict, left, right, author=author, at=now("microseconds"), evidence=evidence, supersedes=supersedes
    )
    with store.writing() as connection:
        judge(connection, judgement)
    return judgement


def _mention_of(incident: Incident, name: str) -> str:
    found = [m for m in incident.mentions if m.startswith(name)]
    if len(found) != 1:
        told = "names several mentions; write more of its id" if found else "is no mention of it; 'show' tells them"
        raise StopError(f"incident {incident.id}: {name!r} {told}")
    return found[0]
