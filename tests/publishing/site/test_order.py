"""The week's top stories keep their stated rule; older pages of a shelf never change."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.publishing.site.model import Card, Item
from vedette.publishing.site.order import CHUNK, NEAR, nearest_before, of_week, parts, top_of_week

CARD = Card(version=1, headline="h", category="Conflict", tier="ROUTINE")


def item(n, *, tier="ROUTINE", documents=(), day=1, hour=0, retracted=False, category="Conflict"):
    first = f"2026-06-{day:02}T{hour:02}:{n % 60:02}:00.{n:06}Z"
    card = replace(CARD, tier=tier, documents=documents, category=category)
    return Item(
        serial=n, id=f"{n:020}", path=f"{n}.html", retracted=retracted, first=first, since=first, author="a", written=first,
        mention="", notes=(), card=card,
    )  # fmt: skip


def test_tier_goes_before_origins_and_origins_before_age():
    flash, told, copied, newest = (
        item(1, tier="FLASH"),
        item(2, documents=("a", "b")),
        item(3, documents=("a", "copy")),
        item(4, documents=("a",)),
    )
    assert top_of_week([flash, told, copied, newest], {"copy": "a"}) == [flash, told, newest, copied]


def test_the_week_ends_with_the_newest_and_knows_no_retracted_story():
    old, new, gone = item(1, day=1), item(2, day=8, hour=1), item(3, day=9, retracted=True)
    assert of_week([old, new, gone]) == [new]
    assert of_week([gone]) == []


@settings(deadline=None)
@given(st.integers(0, 4 * CHUNK))
def test_a_new_story_changes_the_front_and_the_last_pages_alone(count):
    items = [item(n) for n in range(count)]
    before = {p.number: p for p in parts(items)}
    after = {p.number: p for p in parts([*items, item(count)])}
    changed = {n for n, p in after.items() if p != before.get(n)}
    last = max(after)
    assert changed <= {0, last, last - 1}
    shown = {i.id for p in after.values() for i in p.items}
    assert len(shown) == count + 1


@settings(deadline=None)
@given(st.integers(1, 30))
def test_what_stands_beside_a_story_does_not_change_by_a_later_one(count):
    items = [item(n) for n in range(count)]
    before, after = nearest_before(items), nearest_before([*items, item(count)])
    # The very first stories look ahead, since nothing stands before them.
    assert [i.id for i in items[1:] if before[i.id] != after[i.id]] == []
    assert all(len(near) <= NEAR for near in after.values())


def test_retracted_stories_and_other_categories_stand_beside_none():
    one, gone, other, two = item(1), item(2, retracted=True), item(3, category="Other"), item(4)
    assert nearest_before([one, gone, other, two])[two.id] == (one,)
