"""A store of each kind: SQLite in a temporary folder, and a database of a private PostgreSQL server."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text


def server_folder() -> Path | None:
    """Return the folder of PostgreSQL's programs: on the path, or where Debian and Fedora put them."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((f for f in [*folders, Path("/usr/pgsql/bin")] if (f / "initdb").exists()), None)


def unprivileged() -> str | None:
    """Return whom the server runs as: itself refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {u.pw_name for u in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Run a private server for the session; yields the address of its database `postgres`."""
    programs = server_folder()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed; the store must be tested on it: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    user = unprivileged()
    # Not pytest's own folder: its parents are closed to other users, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="vedette-pg-"))
    if user:
        shutil.chown(folder, user)

    def run(program: str, *told: object) -> None:
        command = [programs / program, "-D", folder / "data", *told]
        subprocess.run(command, check=True, capture_output=True, user=user, cwd=folder)  # noqa: S603

    run("initdb", "-U", "vedette", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=64MB -c max_connections=30"
    run("pg_ctl", "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://vedette@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def databases(postgres) -> Callable[[], str]:
    """Return a maker of empty stores' addresses, each a schema of its own (quicker than a database); they go with the server."""
    admin = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")

    def made() -> str:
        name = f"t{uuid4().hex[:12]}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
        return f"{postgres}&options=-csearch_path%3D{name}"

    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request, tmp_path) -> str:
    """Return the address of a store that is not there yet, of each kind."""
    return str(tmp_path / "store.db") if request.param == "sqlite" else request.getfixturevalue("databases")()
