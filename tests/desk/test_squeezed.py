"""What is long is sent squeezed to whoever takes it; what is small already, or read in parts, is sent as it is."""

import pytest

from vedette.desk.app import NOT_SQUEEZED
from vedette.desk.assets import static


@pytest.mark.parametrize("address", ["/", "/ledger", "/api/v1/events", "/api/v1/events?format=csv"])
def test_a_long_answer_is_squeezed_and_is_the_same(client, address):
    squeezed = client.get(address, headers={"accept-encoding": "gzip"})
    plain = client.get(address, headers={"accept-encoding": "identity"})
    assert squeezed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in squeezed.headers["vary"]
    assert len(squeezed.text) == len(plain.text) > 1_000


def test_a_short_answer_and_a_part_of_a_file_are_sent_as_they_are(client):
    assert "content-encoding" not in client.get("/api/v1/status", headers={"accept-encoding": "gzip"}).headers
    part = client.get(static("desk.css"), headers={"accept-encoding": "gzip", "range": "bytes=0-1999"})
    assert (part.status_code, len(part.content)) == (206, 2_000)
    assert "content-encoding" not in part.headers


def test_a_stream_is_never_held_back_to_be_squeezed():
    assert "text/event-stream" in NOT_SQUEEZED
