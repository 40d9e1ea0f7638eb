"""Translators: the endpoint against a server on this machine, argos against a stand-in; texts are invented."""

import json
import sys
from types import ModuleType, SimpleNamespace

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from vedette.errors import SkipError, StopError
from vedette.reading import translation_endpoint
from vedette.reading.translation import Argos
from vedette.reading.translation_endpoint import Endpoint, batches

SECRET = "sk-very-secret"  # noqa: S105 - nobody's
PATH = "/v1/chat/completions"


def answer(content) -> Response:
    told = content if isinstance(content, str) else json.dumps(content)
    return Response(json.dumps({"choices": [{"message": {"content": told}}]}), content_type="application/json")


def endpoint(httpserver: HTTPServer, **known) -> Endpoint:
    return Endpoint(httpserver.url_for("/v1"), "small", **{"key": SECRET, "seconds": 5.0, **known})


def test_sentences_go_out_numbered_and_come_back_in_order(httpserver: HTTPServer):
    seen = []

    def translate(request):
        body = json.loads(request.data)
        seen.append((request.headers["Authorization"], body["temperature"], body["model"], body["messages"][0]["role"]))
        sent = json.loads(body["messages"][1]["content"])
        return answer({n: f"English of {s}" for n, s in reversed(sent.items())})

    httpserver.expect_request(PATH, method="POST").respond_with_handler(translate)
    told = [f"предложение {n}" for n in range(45)]
    assert endpoint(httpserver).translate(told, "ru") == [f"English of {s}" for s in told]
    assert seen == [(f"Bearer {SECRET}", 0, "small", "system")] * 3


def test_a_fence_around_the_answer_is_taken_off(httpserver: HTTPServer):
    httpserver.expect_request(PATH).respond_with_handler(lambda _: answer('```json\n{"1": "Rain  fell."}\n```'))
    assert endpoint(httpserver).translate(["Шёл дождь."], "ru") == ["Rain fell."]


@pytest.mark.parametrize(
    ("response", "cause"),
    [
        (answer({"1": "one"}), "numbers that were sent"),
        (answer({"1": "one", "2": "two", "3": "three"}), "numbers that were sent"),
        (answer({"1": "one", "2": 2}), "sentence 2 is not translated"),
        (answer({"1": "one", "2": " "}), "sentence 2 is not translated"),
        (answer(["one", "two"]), "numbers that were sent"),
        (answer({"1": "one", "2": "x" * 5000}), "longer than a translation"),
        (answer("Here you are: one, two"), "is not JSON"),
        (Response("[" * 100_000), "no chat completion"),
        (Response('{"choices": []}'), "no chat completion"),
        (Response('{"choices": [{"message": {"content": null}}]}'), "holds no text"),
        (Response(f"wrong: {SECRET}", status=500), "answers 500"),
        (Response("", status=429), "answers 429"),
    ],
)
def test_an_answer_that_is_none_is_asked_for_once_more_and_then_told(httpserver: HTTPServer, response, cause):
    asked = []

    def wrong(request):
        asked.append(1)
        return Response(response.get_data(), status=response.status_code)

    httpserver.expect_request(PATH).respond_with_handler(wrong)
    with pytest.raises(SkipError, match=cause) as told:
        endpoint(httpserver).translate(["раз", "два"], "ru")
    assert len(asked) == 2
    assert SECRET not in str(told.value)


def test_one_wrong_answer_is_forgiven(httpserver: HTTPServer):
    httpserver.expect_ordered_request(PATH).respond_with_data("nonsense")
    httpserver.expect_ordered_request(PATH).respond_with_handler(lambda _: answer({"1": "one"}))
    assert endpoint(httpserver).translate(["раз"], "ru") == ["one"]


@pytest.mark.parametrize(
    ("status", "remedy"), [(302, "not followed"), (401, "TRANSLATOR_KEY"), (404, "TRANSLATOR_MODEL")]
)
def test_what_trying_again_cannot_mend_ends_the_run(httpserver: HTTPServer, status, remedy):
    headers = {"Location": httpserver.url_for("/elsewhere")}
    httpserver.expect_request(PATH).respond_with_data(SECRET, status=status, headers=headers)
    httpserver.expect_request("/elsewhere").respond_with_handler(lambda _: answer({"1": "one"}))
    with pytest.raises(StopError, match=remedy) as told:
        endpoint(httpserver).translate(["раз"], "ru")
    assert SECRET not in str(told.value)
    assert [r.path for r, _ in httpserver.log] == [PATH]


def test_a_server_that_is_not_there_or_sends_too_much_is_told(httpserver: HTTPServer, monkeypatch):
    with pytest.raises(StopError, match="cannot be reached"):
        Endpoint("http://127.0.0.1:9/v1", "small").translate(["раз"], "ru")
    monkeypatch.setattr(translation_endpoint, "LARGEST", 1000)
    httpserver.expect_request(PATH).respond_with_data("x" * 5000)
    with pytest.raises(SkipError, match="larger than"):
        endpoint(httpserver).translate(["раз"], "ru")


def test_nothing_is_asked_for_nothing_and_settings_are_checked():
    assert Endpoint("http://127.0.0.1:9/v1", "small").translate([], "ru") == []
    with pytest.raises(StopError, match="VEDETTE_TRANSLATOR_MODEL"):
        Endpoint("http://127.0.0.1:9/v1", "")
    for address in ("ftp://x/v1", "nonsense", "http://", "http://[x"):
        with pytest.raises(StopError, match="no http or https address"):
            Endpoint(address, "small")


def test_neither_key_nor_password_is_shown():
    told = Endpoint("http://me:pass@127.0.0.1:9/v1", "small", SECRET)
    assert told.shown == "http://127.0.0.1:9/v1"
    assert SECRET not in repr(told)


def test_requests_are_bounded():
    told = [*("x" * 4000 for _ in range(3)), *("y" for _ in range(30))]
    assert [s for b in batches(told) for s in b] == told
    assert all(len(b) <= 20 and (len(b) == 1 or sum(map(len, b)) <= 6000) for b in batches(told))


class Language(SimpleNamespace):
    def get_translation(self, other):
        return SimpleNamespace(translate=lambda s: f"English \n of {s}") if self.code == "ru" and other else None


@pytest.fixture
def argos(monkeypatch):
    """Install a stand-in for argostranslate that has a package for Russian only."""
    library = ModuleType("argostranslate")
    library.translate = ModuleType("argostranslate.translate")
    library.translate.get_installed_languages = lambda: [Language(code="en"), Language(code="ru"), Language(code="hy")]
    monkeypatch.setitem(sys.modules, "argostranslate", library)
    monkeypatch.setitem(sys.modules, "argostranslate.translate", library.translate)
    monkeypatch.setattr("vedette.reading.translation.metadata.version", lambda _: "1.9")
    return Argos()


def test_argos_translates_by_its_packages(argos):
    assert argos.name == "argos 1.9"
    assert argos.translate(["раз", "два"], "ru") == ["English of раз", "English of два"]
    for language in ("hy", "fa"):
        with pytest.raises(StopError, match=f"argospm install translate-{language}_en"):
            argos.check(language)


def test_argos_that_is_not_installed_says_what_to_do(argos, monkeypatch):
    monkeypatch.setitem(sys.modules, "argostranslate", None)
    with pytest.raises(StopError, match=r"pip install vedette\[argos\]"):
        argos.check("ru")
    monkeypatch.undo()
    with pytest.raises(StopError, match=r"pip install vedette\[argos\]"):
        Argos()
