"""From incidents to a story and back: what a story is about, and what may be cited in it now."""

from collections.abc import Mapping, Sequence

from vedette.errors import StopError
from vedette.knowledge.base import Knowledge
from vedette.records.incident import Incident
from vedette.records.story import Story
from vedette.store.store import Store
from vedette.workflow.drafting import Material, material_for


def about_of(incidents: Sequence[Incident], query: str = "") -> dict[str, str]:
    """Return what a story on these incidents is about: one mention of each, which stays when incidents are split or joined.

    `query` is the bar's address that found them, where they are several.
    """
    mentions = [min(i.mentions) for i in incidents]
    if len(mentions) == 1:
        return {"mention": mentions[0]}
    return {"query": query, "mentions": " ".join(sorted(mentions))}


def incidents_about(store: Store, about: Mapping[str, str]) -> tuple[Incident, ...]:
    """Return the incidents that a story is about as they are now, each once; those whose mentions are gone are left out."""
    told = about.get("mentions", about.get("mention", "")).split()
    found: dict[str, Incident] = {}
    for mention in told:
        try:
            incident = store.incident(mention)
        except StopError as error:
            if str(error).startswith("store "):
                raise
            continue
        found[incident.id] = incident
    return tuple(found.values())


def materials_of(store: Store, base: Knowledge, story: Story) -> tuple[Material, ...]:
    """Return what is known now of the incidents of a story."""
    return tuple(material_for(store, base, i) for i in incidents_about(store, story.about))
