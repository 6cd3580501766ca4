"""A Medspil with generated data: made once with `medspil demo`, then started again on what is there, so that the
memory and the start are those of a server and not of the generator."""

import http.client
import json
import os
import socket
import subprocess
import time

READY_WITHIN = 300
GENERATED_WITHIN = 1_800


def free_port():
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Answer:
    """An answer of the server."""

    def __init__(self, body, statements, size):
        self.body = json.loads(body)
        self.errors = self.body.get("errors") or []
        self.data = self.body.get("data")
        self.statements = statements
        self.size = size


class Server:
    """A running server on one database."""

    def __init__(self, label, database, binary, folder, url, options):
        self.label, self.database, self.binary, self.folder, self.url = label, database, binary, folder, url
        self.options = options
        self.file = os.path.join(folder, "medspil.db")
        self.process = None
        self.address = None
        self.hub = None
        self.tokens = {}
        self.log = open(os.path.join(folder, "log"), "ab")

    def generate(self):
        """Makes the data and gives the seconds that it took."""
        started = time.monotonic()
        self._start(self._demo(), GENERATED_WITHIN)
        took = time.monotonic() - started
        self.stop()
        return took

    def start(self):
        """Starts the server on its data."""
        self._start(self._demo(), READY_WITHIN)
        with open(os.path.join(self.folder, "demo.json"), encoding="utf-8") as file:
            self.tokens = json.load(file)["tokens"]

    def start_seconds(self):
        """Seconds from the start of `medspil serve` on the existing data until it says that it is ready."""
        started = time.monotonic()
        self._start([self.binary, "serve"], READY_WITHIN, {"DATABASE_URL": self.url or f"sqlite:{self.file}"})
        took = time.monotonic() - started
        self.stop()
        return took

    def stop(self):
        """Stops it in the orderly way."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def ask(self, body, role, language="en"):
        """Sends one operation by itself."""
        host, port = self.address
        connection = http.client.HTTPConnection(host, port, timeout=60)
        headers = {"Content-Type": "application/json", "Accept": "application/graphql-response+json",
                   "Accept-Language": language, "Authorization": f"Bearer {self.tokens[role]}"}
        connection.request("POST", "/graphql", json.dumps(body), headers)
        response = connection.getresponse()
        text = response.read()
        statements = response.headers.get("x-sql-statements")
        connection.close()
        return Answer(text, None if statements is None else int(statements), len(text))

    def _demo(self):
        command = [self.binary, "demo", "--data", self.folder, "--employees", str(self.options.employees),
                   "--years", str(self.options.years)]
        return command + (["--database", self.url] if self.url else [])

    def _start(self, command, within, more=None):
        self.address = ("127.0.0.1", free_port())
        # As in production: one log line for each request, to a file.
        settings = {"MEDSPIL_HTTP__LISTEN": "{}:{}".format(*self.address), "MEDSPIL_LOG__FILTER": "info",
                    "MEDSPIL_LOG__FORMAT": "json", "MEDSPIL_HTTP__EXPOSE_SQL_COUNT": "true",
                    # One token asks for everything here.
                    "MEDSPIL_BUDGET__PER_MINUTE": "0"}
        kept = {name: value for name, value in os.environ.items()
                if name != "DATABASE_URL" and (not name.startswith("MEDSPIL_") or name.startswith("MEDSPIL_BENCH_"))}
        own = {name.removeprefix("MEDSPIL_BENCH_"): value for name, value in os.environ.items()
               if name.startswith("MEDSPIL_BENCH_")}
        env = kept | settings | {f"MEDSPIL_{name}": value for name, value in own.items()} | (more or {})
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=env)
        end = time.monotonic() + within
        while not self._is_ready():
            if self.process.poll() is not None:
                raise SystemExit(f"bench: {' '.join(command)} ended by itself; see {self.folder}/log")
            if time.monotonic() > end:
                self.stop()
                raise SystemExit(f"bench: {' '.join(command)} was not ready in time; see {self.folder}/log")
            time.sleep(0.002)

    def _is_ready(self):
        try:
            connection = http.client.HTTPConnection(*self.address, timeout=2)
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False
