"""A story goes out by a decision; one with grave faults only with a reason, which the audit log keeps."""

from collections.abc import Sequence

from vedette.errors import StopError
from vedette.publishing.drafting.support import GRAVE, Fault, faults
from vedette.records.story import PUBLISH, Content, Decision
from vedette.store.store import Store
from vedette.workflow.stories import Deciding, decide, story_of


def grave_in(content: Content) -> tuple[Fault, ...]:
    """Return the faults of a story that must have been looked at before it goes out."""
    return tuple(f for f in faults(content) if f.kind in GRAVE)


def decide_on(
    store: Store,
    name: str,
    told: Deciding,
    *,
    author: str,
    seen: int,
    second: bool = False,
    contradicted: Sequence[str] = (),
) -> Decision:
    """Store a decision as `workflow.stories.decide` does.

    A publication of a version with grave faults, or with facts that are known to be `contradicted` (their words), needs a
    reason: StopError without one.
    """
    if told.kind == PUBLISH and not told.why.strip():
        there = story_of(store, name)
        known = {v.number: v for v in there.versions}
        # Of a version that is not the newest, `decide` tells who wrote since.
        content = known.get(seen, there.latest).content
        found = [*(f.text for f in grave_in(content)), *contradicted]
        if found:
            words = ", ".join(f"“{' '.join(w.split()).strip('“”')[:40]}”" for w in found[:3])
            some = f"{words}{' and others' if len(found) > 3 else ''}"
            count = f"{len(found)} grave fault{'s' if len(found) > 1 else ''}"
            raise StopError(f"story {there.id}: has {count} ({some}); mend them, or write why it goes out so")
    return decide(store, name, told, author=author, seen=seen, second=second)
