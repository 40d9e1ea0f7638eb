"""Stories as JSON objects, for the API and the command line alike: with what their citations do not bear out."""

from dataclasses import asdict
from typing import Any

from vedette.publishing.drafting.support import GRAVE, faults
from vedette.records.story import Story, Version


def head_json(s: Story, now: str) -> dict[str, Any]:
    """Return a story without its texts, as it stands at `now` (ISO, UTC); `faults` and `grave` count those of its newest version."""
    v, marked = s.latest, faults(s.latest.content)
    return {
        "id": s.id,
        "author": s.author,
        "at": s.at,
        **{n: getattr(v.content, n) for n in ("headline", "category", "tier")},
        "version": v.number,
        "changed_by": v.author,
        "changed_at": v.at,
        "faults": len(marked),
        "grave": sum(f.kind in GRAVE for f in marked),
        "standing": asdict(s.standing(now)),
    }


def story_json(s: Story, now: str) -> dict[str, Any]:
    """Return a story with its newest version."""
    return {**head_json(s, now), "about": dict(s.about), "latest": version_json(s.latest)}


def version_json(v: Version) -> dict[str, Any]:
    """Return a version with its content and its faults."""
    marked = [{**asdict(f), "grave": f.kind in GRAVE} for f in faults(v.content)]
    plain = {n: getattr(v, n) for n in ("number", "author", "at", "note")}
    return {**plain, "content": v.content.to_json(), "faults": marked}
