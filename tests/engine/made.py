"""Small archives for the tests: lines, pages and rows that say their number."""

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq

WORDS = "On Tuesday Ruritania shelled Strelsau with heavy guns, the defence ministry said in a statement to the press. "


def text(n, more=""):
    return f"Report {n} {more}{WORDS}"


def lines_of(path, count, *, more=None, start=0):
    """Write lines that are numbered; `more` are words to put into some of them, by number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as f:
        for n in range(start, start + count):
            body = {
                "id": f"d{n}",
                "text": text(n, (more or {}).get(n, "")),
                "published": f"{2018 + n % 5}-0{n % 9 + 1}-11",
            }
            f.write(json.dumps(body) + "\n")
    return path


def page(n, body=None):
    head = f"<html><head><title>Report {n} of the shelling</title></head><body><article>"
    return (head + (body or f"<p>{text(n)}</p><p>{text(n)}</p>") + "</article></body></html>").encode()


def record(n, data, kind="text/html"):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind.encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(data) + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012}>\r\n"
        f"WARC-Date: 2022-09-13T00:00:00Z\r\nWARC-Target-URI: https://post.example/2022/09/13/{n}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def pages(path, count, *, packed=True, bodies=None):
    """Write a WARC with one member a record, as Common Crawl does."""
    records = [record(n, page(n, (bodies or {}).get(n))) for n in range(count)]
    path.write_bytes(b"".join(gzip.compress(r, mtime=0) if packed else r for r in records))
    return path


def parquet(path, count, *, group=10, **columns):
    told = columns or {
        "maintext": [text(n) for n in range(count)],
        "title": [f"Report {n}" for n in range(count)],
        "date_publish": ["2022-09-13 04:00:00"] * count,
    }
    pq.write_table(pa.table(told), path, row_group_size=group)
    return path
