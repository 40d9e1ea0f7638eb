"""From arguments to documents, good ones and bad ones side by side."""

import json
import os
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from sources.incoming import PAGE, came, write
from vedette.errors import SkipError
from vedette.sources.files import limits
from vedette.sources.files.decode import decoded
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
    found, skipped = gathered(tmp_path / "b.txt", path, tmp_path / "none", path)
    assert len(found) == 2
    assert [e.cause for e in skipped] == ["is not there", "is not there"]


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


def test_the_way_and_the_original_are_told(tmp_path):
    path = write(tmp_path, "a.txt", TEXT)
    ((arriving,), skipped) = came(path)
    assert not skipped
    assert arriving.way == str(path)
    assert (arriving.original.uri, arriving.original.data, arriving.original.kind) == (
        str(path),
        TEXT.encode(),
        "text/plain",
    )


def test_a_line_of_json_has_its_number_and_no_original(tmp_path):
    path = write(tmp_path, "a.jsonl", f'{{"text": "{TEXT}"}}\n\n{{"text": "{TEXT}"}}\n')
    found, _ = came(path)
    assert [(a.way, a.original) for a in found] == [(f"{path}, line 1", None), (f"{path}, line 3", None)]


def test_a_page_keeps_its_bytes_and_no_password(httpserver: HTTPServer):
    httpserver.expect_request("/a").respond_with_data(PAGE, content_type="text/html")
    ((arriving,), skipped) = came(httpserver.url_for("/a"))
    assert not skipped
    assert arriving.original.data == PAGE.encode()
    assert arriving.original.uri == arriving.document.url == httpserver.url_for("/a")


def test_a_pipe_is_read_once(tmp_path):
    read, write_end = os.pipe()
    os.write(write_end, TEXT.encode())
    os.close(write_end)
    try:
        ((arriving,), skipped) = came(f"/dev/fd/{read}")
    finally:
        os.close(read)
    assert not skipped
    assert arriving.document.text == TEXT


def test_a_stream_of_lines_may_be_longer_than_a_text(monkeypatch):
    monkeypatch.setattr(limits, "TEXT", 1000)
    lines = "\n".join(json.dumps({"text": TEXT, "id": str(i)}) for i in range(40)).encode()
    found, skipped = came("-", stdin=lines)
    assert len(found) == 40
    assert not skipped


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.pdf", "a.docx", "a.csv", "a.eml", "a.mbox", "a.warc", "a.json", "a.zip"]),
)
def test_any_bytes_under_any_name_are_documents_or_skips(tmp_path, data, name):
    found, skipped = came(write(tmp_path, name, data))
    assert all(a.document.text.strip() for a in found)
    assert all(s.remedy for s in skipped)
