"""The API fuzzed against its own description: no failure of the server, and nothing answered that the description does not tell.

Schemathesis makes the requests, good and bad ones, and holds each answer to the statuses, content types and schemas that are
described; what is bad by the schema must be refused, and a method that is not described answered with 405. It always makes
the same requests.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from vedette.desk.api.reference import described
from vedette.desk.app import make_app
from vedette.desk.security.rates import Rates
from vedette.desk.setup import Setup
from vedette.store.query import Query
from vedette.workflow.people import make_token

API = "/api/v1"
THERE = {
    "incident": ["there"],
    "document": ["sept2022-06-wire", "sept2022-01-arm-mod"],
    "source": ["un-news", "osce"],
    "name": ["Rita", "Ada"],
}
"""Names in the example dossier, so that more than what is not there is answered; an incident's id changes with the reader's
rules, and is put in where it is called (`named`)."""

OWN_STORE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Every operation has a store of its own, every request of an operation the same one."""

WITHOUT = rf"^{API}/stream$|/checks$"
"""The stream has no end (test_stream_answer.py holds its form), and the first checks load a language model."""


def description(examples):
    """Return the description, as a store and people would not change it, with a maker of so many random requests for each."""
    told = {
        "seed": 1830,
        "dictionaries": {name: {"values": values} for name, values in THERE.items()},
        "parameters": {f"path.{name}": {"dictionary": name, "probability": 0.7} for name in THERE},
        "generation": {"deterministic": True, "database": "none", "max-examples": examples},
        "phases": {"coverage": {"unexpected-methods": ["DELETE", "PATCH", "TRACE", "QUERY"]}},
        # No schema tells which names, cursors and periods mean something.
        "checks": {"positive_data_acceptance": {"enabled": False}},
    }
    app = make_app(Setup(store=None, knowledge=None, registry=None, person=""))
    found = schemathesis.openapi.from_dict(described(app), config=SchemathesisConfig.from_dict(told))
    return found.exclude(path_regex=WITHOUT)


def named(store):
    """Return the id of the newest incident of a store."""
    return store.incidents(Query())[0][0].id


def held(case, app, **headers):
    """Call `app` as `case` says and hold the answer to the description; no rate may stop it."""
    app.state.rates = Rates()
    if case.path_parameters.get("incident") == "there":
        case.path_parameters["incident"] = named(app.state.setup.store)
    case.call_and_validate(headers=headers, app=app, base_url="http://testserver")


@pytest.fixture
def alone(client_of, own_store):
    return client_of(own_store, hosts=("testserver",)).app


@pytest.fixture
def guarded(client_of, peopled):
    return client_of(peopled, hosts=("testserver",)).app


@pytest.fixture
def token(peopled):
    return make_token(peopled, "Ada", "fuzz", "administrator", days=1, by="Ada")[0]


@OWN_STORE
@description(6).parametrize()
def test_whoever_is_alone_gets_what_is_described(case, alone):
    held(case, alone, **{"sec-fetch-site": "same-origin"})


@OWN_STORE
@description(3).parametrize()
def test_an_administrator_with_a_token_gets_what_is_described(case, guarded, token):
    held(case, guarded, authorization=f"Bearer {token}")


@OWN_STORE
@description(1).parametrize()
def test_nobody_gets_more_than_the_way_in(case, guarded):
    guarded.state.rates = Rates()
    answer = case.call(headers={"authorization": "Bearer vdt_none"}, app=guarded, base_url="http://testserver")
    assert answer.status_code in (401, 403, 414, 431)


@pytest.mark.parametrize(("path", "name"), [("documents", "document"), ("sources", "source")])
def test_what_is_asked_for_by_name_is_there(client, demo_store, path, name):
    assert {client.get(f"{API}/{path}/{n}").status_code for n in THERE[name]} == {200}
    assert client.get(f"{API}/incidents/{named(demo_store)}").status_code == 200
