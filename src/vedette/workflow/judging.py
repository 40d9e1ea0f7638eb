"""What a person judges of incidents: split, join, forbid, undo. Each is a judgement that binds every later run.

Two people may look at one incident at a time. Who hands in the state that he saw (`state_of`) changes nothing where somebody
else has changed it since: ChangedError then tells who, when and why, and the incident is to be looked at anew.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from vedette.errors import StopError
from vedette.records.ids import content_id
from vedette.records.incident import DIFFERENT, SAME, UNDONE, Incident, Judgement
from vedette.store.audit import note
from vedette.store.documents import incidents_of
from vedette.store.found import Found
from vedette.store.incidents import incident_called, incidents_at
from vedette.store.judgements import about, judgement_called, last_word
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import now
from vedette.workflow.reconcile import judge

_NONE = "0"
"""What stands in a state for the last judgement where there is none."""

ACTIONS = {SAME: "joined", DIFFERENT: "kept apart", UNDONE: "judgement taken back"}
"""What the audit log says of a judgement, by its verdict."""


class ChangedError(StopError):
    """Somebody changed the incident since it was looked at; nothing was stored.

    `incident` is its id now, `by` the person's judgement that came between, None where new reports did it alone.
    """

    def __init__(self, incident: str, by: Judgement | None) -> None:
        who = f"{by.author} judged it at {by.at} ({by.evidence})" if by else "new reports changed it"
        super().__init__(f"incident {incident}: {who} since you looked; look at it anew and judge again")
        self.incident = incident
        self.by = by


def state_of(store: Store, incident: Incident) -> str:
    """Return what an incident rests on just now, for `seen`: its first mention, a hash of all, and the last judgement on them.

    Two states are equal where nothing was judged and no report came between.
    """
    with store.reading() as connection:
        return state_in(incident, about(connection, incident.mentions))


def split(
    store: Store, incident: str, mentions: Sequence[str], *, author: str, evidence: str, seen: str | None = None
) -> tuple[Judgement, ...]:
    """Take mentions (ids, or their beginnings) out of an incident. Returns the judgement.

    `seen` is what `state_of` told; raises ChangedError where it is so no longer, StopError where a mention is none of it.
    """
    with store.writing() as connection:
        whole = looked_at(connection, incident, seen)
        out = [_mention_of(whole, m) for m in mentions]
        rest = [m for m in whole.mentions if m not in out]
        if not rest:
            raise StopError(f"incident {whole.id}: would be empty; name fewer mentions")
        if not out:
            raise StopError(f"incident {whole.id}: no mention is named; name those that are of something else")
        return (_stored(connection, DIFFERENT, out, rest, author, evidence),)


def join(
    store: Store, incident: str, others: Sequence[str], *, author: str, evidence: str, seen: str | None = None
) -> tuple[Judgement, ...]:
    """Put other incidents together with one. Returns the judgements. `seen` as for `split`."""
    return _over_pairs(store, SAME, incident, others, author, evidence, seen)


def forbid(
    store: Store, incident: str, others: Sequence[str], *, author: str, evidence: str, seen: str | None = None
) -> tuple[Judgement, ...]:
    """Keep other incidents apart from one for ever. Returns the judgements. `seen` as for `split`."""
    return _over_pairs(store, DIFFERENT, incident, others, author, evidence, seen)


def undo(store: Store, name: str, *, author: str, evidence: str, seen: str | None = None) -> Judgement:
    """Take back the judgement whose id begins with `name`. Returns the judgement that does so. `seen` as for `split`.

    A rule would judge the same again, so what a rule joined is kept apart by the person's word instead.
    """
    with store.writing() as connection:
        if seen is not None:
            looked_at(connection, seen.partition(".")[0], seen)
        told = judgement_called(connection, name)
        last, in_force = last_word(connection, told)
        if not told.by_person:
            if told.verdict != SAME or not in_force:
                raise StopError(f"judgement {told.id}: is a rule's and not in force; there is nothing to take back")
            return _stored(connection, DIFFERENT, told.left, told.right, author, evidence)
        if not in_force:
            raise StopError(f"judgement {told.id}: was taken back already by {last.id}; undo that to restore it")
        return _stored(connection, UNDONE, told.left, told.right, author, evidence, supersedes=told.id)


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


def standing(judgements: Sequence[Judgement]) -> frozenset[str]:
    """Return the ids of the judgements in force, undos among them, of all on the same mentions, oldest first.

    One is in force unless an undo of it is; an undo comes after what it takes back.
    """
    stands: dict[str, bool] = {}
    undone: set[str] = set()
    for j in reversed(judgements):
        stands[j.id] = j.id not in undone
        if stands[j.id] and j.verdict == UNDONE and j.supersedes:
            undone.add(j.supersedes)
    return frozenset(i for i, holds in stands.items() if holds)


def _over_pairs(
    store: Store,
    verdict: str,
    incident: str,
    others: Sequence[str],
    author: str,
    evidence: str,
    seen: str | None,
) -> tuple[Judgement, ...]:
    with store.writing() as connection:
        one = looked_at(connection, incident, seen)
        found = [incident_called(connection, o) for o in others]
        if any(o.id == one.id for o in found):
            raise StopError(f"incident {one.id}: is named twice; name two incidents, or split it into mentions")
        return tuple(_stored(connection, verdict, one.mentions, o.mentions, author, evidence) for o in found)


def looked_at(connection: Connection, name: str, seen: str | None) -> Incident:
    """Return the incident called `name`; ChangedError where it is not in the state `seen` any more.

    The writer's transaction is open, so that nobody can come between this look and what is stored after it.
    """
    if seen is None:
        return incident_called(connection, name)
    mention, _, rest = seen.partition(".")
    last = rest.partition(".")[2]
    if not (mention and last):
        raise StopError(f"state {seen!r}: is none; open the incident's page anew")
    # Ids of incidents follow their tellings; the mention finds what has become of one that was split or joined.
    there = incident_called(connection, mention)
    judged = about(connection, there.mentions)
    if state_in(there, judged) == seen and there.id.startswith(name) | (mention == name):
        return there
    raise ChangedError(there.id, _since(judged, last))


def state_in(incident: Incident, judged: Sequence[Judgement]) -> str:
    """Return the state of an incident, by every judgement on its mentions, oldest first; see `state_of`."""
    last = judged[-1].id if judged else _NONE
    return f"{incident.mentions[0]}.{content_id(*incident.mentions)[:16]}.{last}"


def _since(judged: Sequence[Judgement], last: str) -> Judgement | None:
    """Return the newest judgement of a person behind the judgement `last`; of all where that is not among them."""
    at = next((n for n, j in enumerate(judged) if j.id == last), -1)
    return next((j for j in reversed(judged[at + 1 :]) if j.by_person), None)


def _stored(
    connection: Connection,
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
    judge(connection, judgement)
    told = {"why": evidence, "mentions": [*left[:1], *right[:1]]}
    told |= {"supersedes": supersedes} if supersedes else {}
    note(connection, author, ACTIONS[verdict], f"judgement {judgement.id}", told, at=judgement.at)
    return judgement


def _mention_of(incident: Incident, name: str) -> str:
    found = [m for m in incident.mentions if m.startswith(name)]
    if len(found) != 1:
        told = "names several mentions; write more of its id" if found else "is no mention of it; 'show' tells them"
        raise StopError(f"incident {incident.id}: {name!r} {told}")
    return found[0]
