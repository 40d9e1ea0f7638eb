"""People and what they did, in words."""

import pytest

from vedette.desk.views.people import browser_of, told_words


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
            "Chrome on Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.5", "curl/8.5"),
        ("", "a browser that does not say its name"),
    ],
)
def test_a_browser_has_a_name(agent, name):
    assert browser_of(agent) == name


def test_what_an_entry_tells_is_said_in_words():
    told = {"new": True, "ends": "2026-12-01T08:52:02Z", "sessions_ended": 0, "until": None, "called": "<b>"}
    assert told_words(told) == (
        ("new", "yes"),
        ("ends", "2026-12-01 08:52 UTC"),
        ("sessions ended", "0"),
        ("until", "none"),
        ("called", "<b>"),
    )
