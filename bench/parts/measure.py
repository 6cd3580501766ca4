"""One measurement: a load of one query over some connections for some seconds, with the CPU time that it cost."""

import json
import os
import resource
import subprocess
from statistics import median

from . import process
from .queries import last_sequence

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Load:
    """A query made ready for one server: what to send and what must come back."""

    def __init__(self, server, query, folder):
        self.server, self.query = server, query
        self.bodies = query.bodies(server)
        self.file = os.path.join(folder, f"{server.label}-{server.database}-{query.name}.ndjson")
        self.token = os.path.join(folder, f"{server.label}-{server.database}-{query.role}.token")
        with open(self.file, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(body) + "\n" for body in self.bodies)
        with open(self.token, "w", encoding="utf-8") as file:
            file.write(server.tokens[query.role] + "\n")

    def check(self):
        """Asks once and gives objects, bytes and statements; ends the run when the answer is not right."""
        answer = self.server.ask(self.bodies[0], self.query.role)
        if answer.errors:
            raise SystemExit(f"bench: {self.query.name} on {self.server.database}: {answer.errors[0]}")
        objects = self.query.check(answer.data)
        if objects is None:
            raise SystemExit(f"bench: {self.query.name} on {self.server.database}: not the answer expected: "
                             f"{json.dumps(answer.data)[:500]}")
        return {"objects": objects, "bytes": answer.size, "statements": answer.statements}

    def run(self, connections, seconds, postgres=None):
        """Puts the load on and gives the figures; ends the run when a request fails."""
        ours = self.server.process.pid
        marks = lambda: (process.cpu_seconds(ours), process.cpu_seconds(postgres) if postgres else 0.0,
                         process.machine_busy_seconds(), _children())
        writes = self.query.name == "q6"
        recorded = last_sequence(self.server) if writes else 0
        process.forget_peak(ours)
        before = marks()
        command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s",
                   "--timeout", "20s", "--script", os.path.join(HERE, "post.lua"),
                   "http://{}:{}/graphql".format(*self.server.address), "--", self.file, self.token]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
        server, database, busy, tool = (after - start for after, start in zip(marks(), before))
        if done.returncode != 0:
            raise SystemExit(f"bench: wrk ended with {done.returncode}: {done.stdout[-300:]}")
        figures = json.loads(done.stdout.rpartition("BENCH ")[2])
        requests = figures["requests"]
        if requests == 0 and not figures["broken"] and seconds < 20:
            # Nothing was ready in that time: the machine is slow, or the query is.
            return self.run(connections, seconds * 4, postgres)
        if requests == 0 or figures["bad_status"] or figures["broken"]:
            raise SystemExit(f"bench: {self.query.name} on {self.server.database}, {connections} connections: {figures}")
        if writes and last_sequence(self.server) - recorded < requests - len(self.bodies):
            raise SystemExit(f"bench: {self.query.name}: fewer changes were recorded than were answered")
        took = figures["duration"] / 1e6
        now, peak = process.memory_mib(ours)
        return {
            "requests": requests, "per_second": requests / took,
            "p50_ms": figures["p50"] / 1e3, "p99_ms": figures["p99"] / 1e3,
            "server_us": server / requests * 1e6, "database_us": database / requests * 1e6,
            "rss_mib": now, "peak_mib": peak, "bytes": figures["bytes"] / requests,
            "others": max(0.0, busy - server - database - tool) / (took * os.cpu_count()),
        }


def _children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def medians(rounds):
    """The median of each figure over several rounds; the peak of memory is the highest."""
    result = {key: median(one[key] for one in rounds) for key in rounds[0]}
    result["peak_mib"] = max(one["peak_mib"] for one in rounds)
    # What others took is a warning: the worst round counts.
    result["others"] = max(one["others"] for one in rounds)
    return result
