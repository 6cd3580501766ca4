"""The queries: who asks, with which variables, and what the answer must hold.

A check gives the number of objects in an answer, or None when the answer is not the one expected."""

import datetime
import os
import re

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "queries")
WRITTEN = 64
NESTED_OBJECTS = 580
# What the ids of matters begin with.
MATTER = "matter"


def objects(value):
    """The objects in an answer: those that have at least one plain field, so not pages and lists."""
    if isinstance(value, list):
        return sum(map(objects, value))
    if isinstance(value, dict):
        plain = any(not isinstance(inner, (dict, list)) for inner in value.values())
        return (1 if plain else 0) + sum(map(objects, value.values()))
    return 0


class Query:
    """A document in `queries/` with what belongs to it."""

    def __init__(self, name, role, variables, check, most=32):
        self.name, self.role, self._variables, self.check = name, role, variables, check
        # One caller at a time, and as many as load a server with it.
        self.connections = (1, most)
        with open(os.path.join(FOLDER, f"{name}.graphql"), encoding="utf-8") as file:
            text = file.read()
        self.title = text.splitlines()[0].lstrip("# ").rstrip(".")
        # What a client sends: without comments and white space that means nothing.
        self.document = re.sub(r"\s+", " ", re.sub(r"#.*", "", text)).strip()

    def bodies(self, server):
        """What is sent, in turn."""
        found = self._variables(server, self)
        return [{"query": self.document, "variables": one} for one in found]


def _read(server, role, document, **variables):
    answer = server.ask({"query": document, "variables": variables}, role)
    if answer.errors:
        raise SystemExit(f"bench: {answer.errors[0]}")
    return answer.data


def _local_committees(server, role, first):
    document = "query($first: Int) { committees(where: {level: {eq: LOCAL}}, first: $first) { nodes { id name } } }"
    return _read(server, role, document, first=first)["committees"]["nodes"]


def _nothing(_server, _query):
    return [{}]


def _point(server, query):
    return [{"id": committee["id"]} for committee in _local_committees(server, query.role, WRITTEN)]


def _nested(server, query):
    """The width of the tree whose answer is nearest to the wanted number of objects."""
    def far(width):
        answer = server.ask({"query": query.document, "variables": width}, query.role)
        if answer.errors:
            raise SystemExit(f"bench: {query.name}: {answer.errors[0]}")
        return abs(objects(answer.data) - NESTED_OBJECTS)
    return [min(({"areas": areas, "locals": number} for areas in (2, 3, 4) for number in range(2, 11)), key=far)]


def _long(server, query):
    document = "query($after: String) { seats(first: 100, after: $after) { pageInfo { endCursor hasNextPage } } }"
    cursors, after = {}, None
    for place in range(1, 10):
        page = _read(server, query.role, document, after=after)["seats"]["pageInfo"]
        if not page["hasNextPage"]:
            raise SystemExit("bench: the data has fewer than 1,000 seats; use more --employees.")
        after = cursors[f"c{place}"] = page["endCursor"]
    return [cursors]


def _write(server, query):
    committees = _local_committees(server, query.role, WRITTEN)
    return [{"id": committee["id"], "name": f"{committee['name'].removesuffix(' II')}{suffix}"}
            for suffix in (" II", "") for committee in committees]


def _agenda(server, query):
    """The held meetings of the main committee with the longest agendas."""
    document = """query($after: String) { committees(where: {level: {eq: MAIN}}, first: 1) { nodes {
        meetings(where: {status: {eq: MINUTES_ADOPTED}}, first: 100, after: $after) {
          nodes { id agenda(first: 1) { totalCount } } pageInfo { hasNextPage endCursor } } } } }"""
    found, after = [], None
    while True:
        page = _read(server, query.role, document, after=after)["committees"]["nodes"][0]["meetings"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    found.sort(key=lambda meeting: -meeting["agenda"]["totalCount"])
    return [{"id": meeting["id"]} for meeting in found[:8] if meeting["agenda"]["totalCount"] >= 15]


def _period(_server, _query):
    today = datetime.date.today()
    return [{"from": f"{today.year - 3}-01-01", "to": f"{today.year}-01-01"}]


def _now(_server, _query):
    return [{"now": f"{datetime.date.today()}T00:00:00Z"}]


def _hub(server, _query):
    digits = "0123456789abcdefghjkmnpqrstvwxyz"
    number = "".join(digits[server.hub >> shift & 31] for shift in range(125, -1, -5))
    return [{"id": f"{MATTER}_{number}"}]


def _feed(server, query):
    if last_sequence(server) < 40:
        # The log of fresh data is empty: the writes that are measured too fill it.
        for body in QUERIES["q6"].bodies(server):
            answer = server.ask(body, QUERIES["q6"].role)
            if answer.errors:
                raise SystemExit(f"bench: {answer.errors[0]}")
    first = _read(server, query.role, "{ changes(first: 20) { nodes { sequence } } }")["changes"]["nodes"]
    return [{"since": first[-1]["sequence"]}]


def last_sequence(server):
    """The last place in the change log: what tells that writes were really written."""
    rows = _read(server, "medCoordinator", "{ changes(last: 1) { nodes { sequence } } }")["changes"]["nodes"]
    return int(rows[0]["sequence"]) if rows else 0


def _counted(least):
    def check(data):
        found = objects(data)
        return found if found >= least else None
    return check


def _point_is_right(data):
    return 1 if data["committee"] and data["committee"]["level"] == "LOCAL" else None


def _page_is_right(data):
    page = data["committees"]
    return 20 if len(page["nodes"]) == 20 and page["totalCount"] > 20 and page["pageInfo"]["hasNextPage"] else None


def _nested_is_right(data):
    found = objects(data)
    return found if 0.8 * NESTED_OBJECTS <= found <= 1.2 * NESTED_OBJECTS else None


def _counts_are_right(data):
    counts = {name: page["totalCount"] for name, page in data.items()}
    return len(counts) if all(counts.values()) and counts["main"] == 1 else None


def _long_is_right(data):
    rows = [row for page in data.values() for row in page["nodes"]]
    different = len({row["id"] for row in rows}) == len(rows) == 1_000
    return 1_000 if different and all(len(row) == 8 for row in rows) else None


def _write_is_right(data):
    written = data["committeeUpdate"]
    return 1 if written["committee"] and not written["userErrors"] else None


def _feed_is_right(data):
    rows = data["changes"]["nodes"]
    places = [int(row["sequence"]) for row in rows]
    return 20 if len(rows) == 20 and places == sorted(places) else None


def _agenda_is_right(data):
    items = data["meeting"]["agenda"]["nodes"]
    whole = len(items) >= 15 and all(item["conclusion"] for item in items if item["status"] == "CONCLUDED")
    return objects(data) if whole and any(item["attachments"]["nodes"] for item in items) else None


def _search_is_right(data):
    items, minutes = data["agendaItems"]["nodes"], data["minutesAll"]["nodes"]
    days = [item["proposedOn"] for item in items]
    return 40 if len(items) == len(minutes) == 20 and days == sorted(days, reverse=True) else None


def _meetings_are_right(data):
    page = data["viewer"]["meetings"]
    return objects(data) if len(page["nodes"]) == 10 and page["totalCount"] >= 10 else None


def _trace_is_right(data):
    steps = data["trace"]["steps"]
    return objects(data) if len(steps["nodes"]) == 100 and steps["totalCount"] >= 150 else None


def _projects_are_right(data):
    page = data["developmentProjects"]
    return objects(data) if page["nodes"] and page["totalCount"] >= len(page["nodes"]) else None


def _discovery_is_right(data):
    projects = data["developmentProjects"]["nodes"]
    return objects(data) if len(projects) == 20 and data["cases"]["nodes"] else None


QUERIES = {query.name: query for query in [
    Query("q1", "employee", _point, _point_is_right),
    Query("q2", "employee", _nothing, _page_is_right),
    Query("q3", "employee", _nested, _nested_is_right),
    Query("q4", "employee", _nothing, _counts_are_right),
    Query("q5", "employee", _long, _long_is_right),
    Query("q6", "medCoordinator", _write, _write_is_right),
    Query("q7", "medCoordinator", _feed, _feed_is_right),
    Query("q8", "employee", _nothing, _counted(5)),
    Query("q9", "medCoordinator", _nothing, _counted(1)),
    Query("q10", "employee", _agenda, _agenda_is_right),
    # Each word of the generated data stands in thousands of texts: it is the search that costs most.
    Query("q11", "employee", _period, _search_is_right, most=8),
    Query("q12", "viceChair", _now, _meetings_are_right),
    Query("q13", "employee", _hub, _trace_is_right),
    Query("q14", "employee", _nothing, _projects_are_right),
    Query("q15", "employee", _nothing, _discovery_is_right),
]}
