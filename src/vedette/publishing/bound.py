"""Who is bound by treaty in an incident, in plain lines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vedette.knowledge.describe import listed, state_name
from vedette.publishing import wording

if TYPE_CHECKING:
    from vedette.knowledge.obligations import Duty
    from vedette.workflow.bound import Bound


def bound_lines(bound: "Bound") -> Iterator[str]:
    """Yield who is bound to do what for whom, and what each of them is on record with since; a clear line where nobody is."""
    told = bound.provided
    attacker, attacked = state_name(told.attacker), state_name(told.attacked)
    yield f"Bound by treaty, if {attacker} attacked {attacked} (on {told.on}); what the texts provide, no legal verdict"
    if not (told.for_attacked or told.for_attacker):
        yield "  none found: no known treaty binds a third state to either"
        return
    for helped, duties in ((attacked, told.for_attacked), (attacker, told.for_attacker)):
        for group in _grouped(duties):
            d = group[0]
            article = f"Article {d.article}" if d.article else "article not known"
            doubt = "; in doubt on that day" if not all(x.certain for x in group) else ""
            yield f"  for {helped}, {d.obligation}: {listed(x.bound for x in group)} — {d.name}, {article}{doubt}"
    for party, found in bound.said.items():
        yield f"  {state_name(party)} since: {'nothing on record' if not found else ''}"
        for s in found:
            yield f"    {s.day or 'no day'} {s.type}: “{wording.clean(s.text)}” [{wording.clean(s.document)}:{s.start}–{s.end}]"
    yield f"  steps, limits and sources: vedette obligations --attacker {told.attacker} --attacked {told.attacked} --on {told.on}"


def _grouped(duties: "tuple[Duty, ...]") -> "Iterator[list[Duty]]":
    groups: dict[tuple[str, str, str], list[Duty]] = {}
    for d in duties:
        groups.setdefault((d.obligation, d.alliance, d.article), []).append(d)
    yield from groups.values()
