"""From arguments to documents, good ones and bad ones side by side."""

import json
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from vedette.errors import SkipError
from vedette.sources.decode import decoded
from vedette.sources.inputs import gather

TEXT = "The army of the country said on Tuesday that it had withdrawn from the town."


def gathered(*inputs, stdin=b"", known=None):
    skipped: list[SkipError] = []
    found = list(gather([str(i) for i in inputs], stdin=BytesIO(stdin), known=known, on_skip=skipped.append))
    return found, skipped


def test_plain_text_is_kept_verbatim(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\r\n  " + TEXT.encode() + b"\r\n\r\n")
    ((document,), skipped) = gathered(path)
    assert document.text == "\r\n  " + TEXT + "\r\n\r\n"
    assert not skipped


def test_a_date_in_a_files_name_is_its_day(tmp_path):
    path = tmp_path / "report-2022-09-13.txt"
    path.write_text(TEXT)
    assert gathered(path)[0][0].published == "2022-09-13"


def test_what_the_caller_knows_fills_only_what_is_not_told():
    line = json.dumps({"text": TEXT, "source": "Own"}).encode()
    (document,), _ = gathered("-", stdin=line, known={"source": "Other", "published": "2022-01-02"})
    assert (document.source, document.published) == ("Own", "2022-01-02")


def test_records_can_be_read_again():
    line = json.dumps({"document": {"id": "x", "text": TEXT}, "events": []}).encode()
    assert gathered("-", stdin=line)[0][0].id == "x"


@pytest.mark.parametrize(
    "line",
    [
        b'{"text": 5}',
        b'{"text": ""}',
        b'{"id": "a"}',
        b'{"text": "half',
        b"[1, 2]",
        b"nonsense",
        b"\xff\xfe\x00",
        b'{"text": "a", "passages": [{"start": 1}]}',
    ],
)
def test_a_bad_line_among_good_ones_is_skipped_with_its_number(line):
    good = json.dumps({"text": TEXT}).encode()
    found, skipped = gathered("-", stdin=good + b"\n" + line + b"\n\n" + good)
    assert len(found) == 2
    assert len(skipped) == 1
    assert "line 2" in str(skipped[0])


def test_a_page_over_http_is_cleaned(httpserver: HTTPServer):
    body = (
        "<html><head><title>Army withdraws</title><meta property='article:published_time' content='2022-09-13T10:00:00+00:00'></head><body><nav>Home</nav><article><h1>Army withdraws</h1><p>"
        + TEXT
        + "</p><p>"
        + TEXT
        + " It did so again.</p></article></body></html>"
    )
    httpserver.expect_request("/2022/report").respond_with_data(body, content_type="text/html")
    ((document,), skipped) = gathered(httpserver.url_for("/2022/report"))
    assert not skipped
    assert "<" not in document.text
    assert TEXT in document.text
    assert document.published.startswith("2022-09-13")


def test_one_bad_input_does_not_stop_the_others(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    found, skipped = gathered(tmp_path, path, tmp_path / "none", path)
    assert len(found) == 2
    assert [e.cause for e in skipped] == ["is a directory", "is not there"]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_skip(data):
    try:
        assert isinstance(decoded(data, "it"), str)
    except SkipError as e:
        assert e.remedy


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_standard_input_is_documents_or_skips(data):
    found, skipped = gathered("-", stdin=data)
    assert found or skipped or not data.strip()


def test_lines_of_json_stay_lines_where_the_first_is_broken(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text("not json\n" + json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    found, skipped = gathered(path)
    assert [d.text for d in found] == [TEXT]
    assert ["line 1" in s.item for s in skipped] == [True]


def test_an_english_text_of_an_old_editor_is_read_with_its_accents():
    text = "The Côte d’Ivoire’s army said that São Tomé’s envoy – a general – had left." + " It was quiet." * 20
    assert decoded(text.encode("windows-1252"), "a.txt") == text
