"""What an archive is cut into: inputs found, each cut into shards that any worker can read by itself."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from glob import glob
from typing import Any

from vedette.engine.storage import filesystem, is_remote, local_path, opened, shown
from vedette.engine.tables import load_pyarrow
from vedette.errors import SkipError, StopError
from vedette.records.ids import content_id
from vedette.sources.files.desk import Skip
from vedette.sources.files.folders import files_in

KB, MB = 1024, 1024 * 1024
_KINDS = {".jsonl": "lines", ".ndjson": "lines", ".parquet": "parquet", ".pq": "parquet", ".warc": "warc"}
_PACKED = {".gz": "gz", ".bz2": "bz2", ".xz": "xz", ".zst": "zst"}
_READABLE = "JSON Lines (.jsonl, .ndjson; .gz, .bz2, .xz, .zst), Parquet (.parquet) and WARC (.warc, .warc.gz)"
_LEAST, _MOST = 256 * KB, 32 * MB
_WARC_LEAST, _WARC_MOST = 2 * MB, 256 * MB
_AT_ONCE = 16
"""Inputs whose size and footer are asked for at once: on object stores each costs a round trip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file of an archive. `address` is what is opened, `name` what is shown; `mark` changes with its content."""

    address: str
    name: str
    kind: str
    packed: str = ""
    size: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A part of an input: bytes `start` to `stop` of lines and WARC, row groups of Parquet; `stop` None is the end.

    A line or a record of a WARC belongs to the shard in which its first byte lies. `id` is stable: of the same input, the same
    part and the same plan.
    """

    id: str
    input: Input
    start: int = 0
    stop: int | None = None

    @property
    def bytes(self) -> int:
        """Return about how many bytes of the input it is; of Parquet the file's, as row groups are not told in bytes."""
        whole = self.input.kind == "parquet"
        return self.input.size if whole else (self.stop or self.input.size) - self.start


def kind_of(name: str) -> tuple[str, str] | None:
    """Return kind and packing of a file by its name, or None where it is none that is read."""
    low = name.lower()
    packed = next((p for end, p in _PACKED.items() if low.endswith(end)), "")
    bare = low.removesuffix(f".{packed}") if packed else low
    kind = next((k for end, k in _KINDS.items() if bare.endswith(end)), None)
    if kind is None or (packed and (kind == "parquet" or (kind == "warc" and packed != "gz"))):
        return None
    return kind, packed


def find_inputs(told: Sequence[str], on_skip: Skip, out: str | None = None) -> list[Input]:
    """Return the files that addresses, paths, globs and folders name, in the order of their names, each once.

    What a folder or glob holds beside is told to `on_skip`, but for what lies in `out`. Raises StopError where a name leads to
    nothing, or to what is not read.
    """
    own = f"{out.rstrip('/')}/" if out else None

    def skip(error: SkipError) -> None:
        if own is None or not error.item.startswith(own):
            on_skip(error)

    found: dict[str, Input] = {}
    for name in told:
        for file in _remote(name, skip) if is_remote(name) else _local(name, skip):
            if own is None or not file.address.startswith(own):
                found[file.address] = file
    return [found[address] for address in sorted(found)]


def _local(told: str, on_skip: Skip) -> Iterator[Input]:
    path = local_path(told)
    if path.is_dir():
        named = [str(p) for p, _ in files_in(path, on_skip)]
    elif path.is_file():
        named = [str(path)]
    else:
        named = [str(local_path(p)) for p in glob(told, recursive=True) if local_path(p).is_file()]  # noqa: PTH207
    if not named:
        raise StopError(f"input {told}: is not there, or holds no file; check the name")
    for name in named:
        state = local_path(name).stat()
        kind = _kind(name, on_skip, alone=path.is_file())
        if kind:
            yield _input(name, kind, state.st_size, str(state.st_mtime_ns))


def _remote(told: str, on_skip: Skip) -> Iterator[Input]:
    fs, path = filesystem(told)
    try:
        if any(c in path for c in "*["):
            listed: Mapping[str, Any] = fs.glob(path, detail=True)
        elif fs.isdir(path):
            listed = fs.find(path, detail=True)
        else:
            listed = {path: fs.info(path)}
    except FileNotFoundError as e:
        raise StopError(f"input {shown(told)}: is not there; check the name") from e
    files = {p: i for p, i in listed.items() if i.get("type") != "directory"}
    if not files:
        raise StopError(f"input {shown(told)}: holds no file; check the name")
    for name, info in files.items():
        kind = _kind(name, on_skip, alone=list(files) == [path])
        if kind:
            yield _input(fs.unstrip_protocol(name), kind, int(info.get("size") or 0), _mark(info))


def _mark(info: Mapping[str, Any]) -> str:
    """Return what a file system tells of a file's state."""
    return str(
        next((info[k] for k in ("ETag", "etag", "md5Hash", "mtime", "LastModified", "updated") if info.get(k)), "")
    )


def _kind(name: str, on_skip: Skip, *, alone: bool) -> tuple[str, str] | None:
    kind = kind_of(name)
    if kind is None:
        if alone:
            raise StopError(f"input {shown(name)}: is none that is read here; name {_READABLE}")
        on_skip(SkipError(shown(name), "is no file of an archive", f"bulk reads {_READABLE}"))
    return kind


def _input(address: str, kind: tuple[str, str], size: int, mark: str) -> Input:
    return Input(address=address, name=shown(address), kind=kind[0], packed=kind[1], size=size, mark=mark)


def cut(inputs: Sequence[Input], plan_key: str, size: int | None = None) -> list[Shard]:
    """Return the shards of inputs, in order; `plan_key` stands for what they are read with.

    `size` are the bytes of a shard; None: by the size of the input (its 64th part from 256 KB to 32 MB; of a WARC, where markup
    outweighs text, the 8th from 2 MB to 256 MB).
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        parts = pool.map(partial(_parts, size=size), inputs)
        return [_shard(i, start, stop, plan_key) for i, cuts in zip(inputs, parts, strict=True) for start, stop in cuts]


def _shard(of: Input, start: int, stop: int | None, plan_key: str) -> Shard:
    id_ = content_id("shard", of.address, of.kind, of.packed, of.size, of.mark, start, stop, plan_key)
    return Shard(id=id_, input=of, start=start, stop=stop)


def _parts(of: Input, size: int | None) -> list[tuple[int, int | None]]:
    if of.kind == "parquet":
        return _row_groups(of, size)
    # A packed text can only be unpacked from its beginning; a packed WARC has a beginning at each record.
    if of.kind == "lines" and not of.packed:
        step = size or min(max(of.size // 64, _LEAST), _MOST)
    elif of.kind == "warc" and of.packed:
        step = size or min(max(of.size // 8, _WARC_LEAST), _WARC_MOST)
    else:
        return [(0, None)]
    starts = range(0, max(1, of.size), step)
    return [(at, at + step if at + step < of.size else None) for at in starts]


def _row_groups(of: Input, size: int | None) -> list[tuple[int, int | None]]:
    """Return runs of row groups; a file whose footer cannot be read is one shard, whose worker says what is wrong."""
    pa, pq = load_pyarrow()
    try:
        with opened(of.address) as handle:
            footer = pq.ParquetFile(handle).metadata
            sizes = [footer.row_group(n).total_byte_size for n in range(footer.num_row_groups)]
    except (OSError, pa.ArrowException):
        return [(0, None)]
    step = size or min(max(sum(sizes) // 64, _LEAST), _MOST)
    parts, start, held = [], 0, 0
    for n, group in enumerate(sizes):
        if held and held + group > step:
            parts.append((start, n))
            start, held = n, 0
        held += group
    return [*parts, (start, None)]
