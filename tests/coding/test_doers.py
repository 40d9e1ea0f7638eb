"""Who can have done an act, of those whom a marker links to it."""

from coding.fake import marked


def force(*links):
    return marked([("ASSAULT", 0.9)], links)


def test_the_dead_do_nothing(read_with):
    text = "State media showed dead Malian troops. The operation hit several posts."
    links = [("actor", "troops", 0.9), ("recipient", "posts", 0.9)]
    found = [e for e in read_with(text, hit=force(*links)).events if e.type == "ASSAULT"]
    assert found
    assert all(not e.actors for e in found)


def test_the_living_do(read_with):
    text = "State media showed young Malian troops. The operation hit several posts."
    links = [("actor", "troops", 0.9), ("recipient", "posts", 0.9)]
    (e,) = (e for e in read_with(text, hit=force(*links)).events if e.type == "ASSAULT")
    assert [a.country for a in e.actors] == ["MLI"]


def test_the_bodies_of_soldiers_do_nothing_and_nobody_supports_them(read_with):
    text = "The crew filmed the bodies of Malian soldiers. France celebrated."
    links = [("actor", "France", 0.9), ("recipient", "soldiers", 0.9)]
    found = read_with(text, celebrated=marked([("SUPPORT", 0.9)], links)).events
    assert all(not e.recipients for e in found)


def test_a_state_by_whose_end_a_time_is_told_is_no_side(read_with):
    text = (
        "The war has gone on since the dissolution of the Soviet Union. Mali's army rested. The frobnication went on."
    )
    links = [("actor", "army", 0.9), ("actor", "Soviet Union", 0.89)]
    (e,) = (e for e in read_with(text, frobnication=force(*links)).events if e.trigger.text == "frobnication")
    assert [a.country for a in e.actors] == ["MLI"]


def test_a_state_that_is_told_beside_the_doer_is_one_too(read_with):
    text = "The war of the Soviet Union went on. Mali's army rested. The frobnication went on."
    links = [("actor", "army", 0.9), ("actor", "Soviet Union", 0.89)]
    (e,) = (e for e in read_with(text, frobnication=force(*links)).events if e.trigger.text == "frobnication")
    assert {a.country for a in e.actors} == {"MLI", "RUS"}


def test_who_mediates_a_ceasefire_does_not_keep_it(read_with):
    text = "We appreciate the mediation of the Russian Federation in a ceasefire on the line of contact."
    told = {"mediation": marked([("CONSULT", 0.9)], [("actor", "Russian Federation", 0.9)])}
    told["appreciate"] = marked([("SUPPORT", 0.9)])
    told["ceasefire"] = marked([("RETREAT", 0.9)], [("actor", "Russian Federation", 0.9)])
    found = read_with(text, **told).events
    assert [a.country for e in found if e.mode == "third-party" for a in e.actors] == ["RUS"]
    assert all(a.country != "RUS" for e in found if e.mode == "ceasefire" for a in e.actors)


def test_who_keeps_a_ceasefire_that_another_mediates_is_told(read_with):
    text = "Russia mediated a ceasefire between Armenia and Azerbaijan."
    told = {"mediated": marked([("CONSULT", 0.9)]), "ceasefire": marked([("RETREAT", 0.9)])}
    found = read_with(text, **told).events
    assert all(
        {a.country for a in (*e.actors, *e.recipients)} <= {"ARM", "AZE"} for e in found if e.mode == "ceasefire"
    )


def test_a_presence_is_nobody_s_support(read_with):
    text = "The peace is backed by the presence of 2,000 Russian peacekeepers."
    assert not read_with(text, backed=marked([("SUPPORT", 0.5)])).events
    text = "The peace is backed by 2,000 Russian peacekeepers."
    (e,) = (e for e in read_with(text, backed=marked([("SUPPORT", 0.5)])).events if e.type == "SUPPORT")
    assert [a.country for a in e.actors] == ["RUS"]


def test_who_strikes_after_an_attack_did_not_carry_it_out(read_with):
    text = "Israel bombed Sanaa after missile frobnication on an Israeli port."
    links = [("actor", "Israel", 0.9), ("recipient", "port", 0.9)]
    found = read_with(text, bombed=marked([("ASSAULT", 0.9)]), frobnication=force(*links)).events
    assert [e.actors for e in found if e.trigger.text == "frobnication"] == [()]


def test_those_on_whose_side_people_fell_did_not_fell_them(read_with):
    text = "Thai jets flew low. On Friday 14 people were killed on the Thai side."
    found = read_with(text, killed=force(("actor", "jets", 0.9))).events
    assert [([a.country for a in e.actors], [a.country for a in e.recipients]) for e in found] == [([], ["THA"])]


def test_a_name_behind_in_is_where_and_no_partner(read_with):
    text = "French envoys meet in Malaysia"
    links = [("actor", "envoys", 0.9), ("recipient", "Malaysia", 0.9)]
    (e,) = read_with(text, meet=marked([("CONSULT", 0.9)], links)).events
    assert ([a.country for a in e.actors], e.recipients, e.place.name) == (["FRA"], (), "Malaysia")
