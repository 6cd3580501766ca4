"""A PostgreSQL server of our own in a temporary folder: never the system's, reached only through a socket there.

It runs with the defaults of PostgreSQL, so writes are safe on disk as in production. It ends with the benchmark.
"""

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
import time


def programs():
    """The folder of the newest installed PostgreSQL that has both `initdb` and `postgres`, or None."""
    patterns = ["/usr/lib/postgresql/*/bin", "/usr/local/opt/postgresql*/bin", "/opt/homebrew/opt/postgresql*/bin"]
    packaged = [folder for pattern in patterns for folder in glob.glob(pattern)]
    version = lambda folder: int("".join(filter(str.isdigit, os.path.basename(os.path.dirname(folder)))) or 0)
    folders = sorted(packaged, key=version, reverse=True) + os.environ.get("PATH", "").split(os.pathsep)
    whole = lambda folder: all(os.access(os.path.join(folder, name), os.X_OK) for name in ("initdb", "postgres"))
    return next((folder for folder in folders if whole(folder)), None)


def account():
    """Whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("bench: PostgreSQL refuses root, and this machine has neither the account postgres nor nobody.")


class Cluster:
    """A running server."""

    def __init__(self):
        bin_folder = programs()
        if bin_folder is None:
            raise SystemExit("bench: PostgreSQL is not installed. Install it, or use --database sqlite.")
        self.bin = bin_folder
        self.folder = tempfile.mkdtemp(prefix="medspil-bench-")
        user = account()
        self.user = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        if user is not None:
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.log = open(os.path.join(self.folder, "log"), "wb")
        data = os.path.join(self.folder, "data")
        self._run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "-D", data)
        command = [self._program("postgres"), "-D", data, "-k", self.folder, "-c", "listen_addresses=",
                   "-c", "max_connections=200"]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=self._env(), cwd=self.folder,
                                        **self.user)
        for _ in range(200):
            if os.path.exists(os.path.join(self.folder, ".s.PGSQL.5432")) and self.sql("select 1", check=False):
                break
            time.sleep(0.05)
        else:
            raise SystemExit(f"bench: PostgreSQL did not start; see {self.folder}/log")
        self.version = self.sql("show server_version").strip()

    def _env(self):
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": self.folder}

    def _program(self, name):
        own = os.path.join(self.bin, name)
        return own if os.path.exists(own) else name

    def _run(self, name, *arguments):
        subprocess.run([self._program(name), *arguments], check=True, stdout=self.log, stderr=self.log,
                       env=self._env(), cwd=self.folder, **self.user)

    def sql(self, statement, database="postgres", check=True):
        """Runs a statement and gives what it selects, a row to a line."""
        command = [self._program("psql"), "-h", self.folder, "-U", "postgres", "-At", "-c", statement, database]
        done = subprocess.run(command, check=check, stdout=subprocess.PIPE, stderr=self.log, env=self._env(),
                              cwd=self.folder, text=True)
        return done.stdout

    def database(self, name):
        """Makes an empty database and gives its URL."""
        self.sql(f'create database "{name}"')
        return f"postgres://postgres@localhost/{name}?host={self.folder}"

    def settle(self, name):
        """Lets the planner know the data, so that no round has the background worker in it."""
        self.sql("vacuum analyze", database=name)

    def stop(self):
        """Stops the server and removes its folder."""
        self.process.send_signal(2)
        self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
