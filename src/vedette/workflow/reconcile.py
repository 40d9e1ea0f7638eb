"""Put new reports together with what is stored: copies, tellings, incidents, judgements. All of it in one transaction.

Only what a new report touches is looked at, by indexed keys; what people judged binds. Deciding is `vedette.incidents`',
keeping is `vedette.store`'s.
"""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection

from vedette.incidents.blocking import keys
from vedette.incidents.copies import DAYS, copied, groups, of_one_time, origins, print_of
from vedette.incidents.parties import country_of
from vedette.incidents.reconcile import add
from vedette.incidents.tellings import tellings
from vedette.records.incident import RULES, Incident, Judgement, Telling, mentions_of
from vedette.records.moments import day_of
from vedette.records.record import Record
from vedette.store.copying import group_of, put_keys, put_origin, put_pairs, set_origins, sharing
from vedette.store.documents import documents_of, origins_of, serials_of
from vedette.store.found import records_of
from vedette.store.index import TellingIndex, hold_rules
from vedette.store.judgements import add_judgements, of_people, revise


def reconcile(connection: Connection, records: Sequence[Record], *, new: Collection[str], at: str) -> None:
    """Reconcile records that the open transaction has stored; `new` are the ids of documents that were not there before.

    `at` is the time (ISO, UTC) that new judgements carry.
    """
    hold_rules(connection, RULES)
    moved = {i for r in records if r.document.id in new for i in _find_copies(connection, r)}
    told_again = moved - {r.document.id for r in records}
    retell(connection, [*records, *records_of(connection, sorted(told_again))], at=at)


def judge(connection: Connection, judgement: Judgement) -> None:
    """Store a person's judgement, and let it take effect on everything that it touches."""
    hold_rules(connection, RULES)
    add_judgements(connection, [judgement])
    about = {*judgement.left, *judgement.right}
    records = records_of(connection, documents_of(connection, about))
    retell(connection, records, at=judgement.at, about=about)


def retell(connection: Connection, records: Sequence[Record], *, at: str, about: Collection[str] = ()) -> None:
    """Make the tellings of records anew and put right the incidents that they touch; `about` are mentions just judged."""
    index, people = TellingIndex(connection), of_people(connection)
    serials = serials_of(connection, [r.document.id for r in records])
    origin = origins_of(connection, list(serials))
    old = {t.id: t for serial in serials.values() for t in index.of_document(serial)}
    now = {t.id: t for r in records for t in tellings(mentions_of(r, origin[r.document.id]), people)}
    gone = [t for i, t in old.items() if now.get(i) != t]
    new = [t for i, t in now.items() if old.get(i) != t]
    step = _Step(connection, index, people, serials, at)
    if {t.id for t in gone} & {t.id for t in new}:
        # A telling that comes again otherwise (its document has become a copy) leaves first.
        step.take([], gone, ())
        gone = []
    step.take(new, gone, about)


class _Step:
    """One change of the index, its incidents and the rules' judgements."""

    def __init__(
        self,
        connection: Connection,
        index: TellingIndex,
        people: Sequence[Judgement],
        serials: dict[str, int],
        at: str,
    ) -> None:
        self._connection, self._index, self._people, self._serials = connection, index, people, serials
        self._at = at

    def take(self, new: Sequence[Telling], gone: Sequence[Telling], about: Collection[str]) -> None:
        if not new and not gone and not about:
            return
        change = add(new, self._index, self._people, at=self._at, gone=gone, about=about)
        before = self._index.incidents(change.tellings)
        judged = self._index.judgements_in(before)
        self._index.remove([t.id for t in gone])
        self._index.put([(self._serials[t.at.document], t, keys(t)) for t in new])
        self._index.apply(change, before, {i.id: involved(i) for i in change.incidents})
        revise(self._connection, judged, [j for i in change.incidents for j in i.judgements], self._at)


def involved(i: Incident) -> frozenset[str]:
    """Return the parties by which an incident is found: each party, and its country."""
    return i.parties | {country_of(p) for p in i.parties}


def _find_copies(connection: Connection, record: Record) -> Iterable[str]:
    """Store which documents copy the record's and whose origin that changes; yields the documents already told otherwise."""
    document = record.document
    print_, day = print_of(document.text), day_of(document.published)
    written = day.isoformat() if day else ""
    pairs = {}
    for c in sharing(connection, print_.keys, written, DAYS):
        if of_one_time(document.published, c.published) and (score := copied(print_, print_of(c.text))):
            pairs[(min(document.id, c.id), max(document.id, c.id))] = score
    serial = serials_of(connection, [document.id])[document.id]
    put_keys(connection, serial, written, print_.keys)
    if not pairs:
        # Nearly every document; the rest below would come to the same.
        put_origin(connection, serial, document.id)
        return ()
    put_pairs(connection, pairs)
    return set_origins(connection, origins(groups(*group_of(connection, document.id))))
