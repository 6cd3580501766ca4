"""Makes more of the data that is there, by copying rows inside the database: projects, a matter from which much came,
and whole authorities.

A copy gets ids worked out from the old id and the number of the copy, so what belonged together still does."""

import hashlib
import sqlite3
import uuid

# What a copy does not need: logs, what belongs to a caller, and what no query here reads.
LEFT_OUT = {"attachment", "attendance", "calendar_feed", "change", "engagement", "erased", "external_id", "idempotency_key",
            "read_log", "read_log_person", "refusal", "search_text", "service_token", "union_affiliation"}
PROJECT_TABLES = {"development_project": "id", "project_label": "project_id", "project_partner": "project_id",
                  "project_phase": "project_id", "project_steering": "project_id"}


class Sqlite:
    """A file, while no server has it open."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.create_function("copy_of", 2, _copy_of, deterministic=True)
        self.connection.execute("pragma synchronous = off")
        self.connection.execute("pragma cache_size = -200000")

    def columns(self):
        """Of each table its columns, each with whether it holds ids."""
        tables = {}
        for table, column, kind in self.connection.execute(
                "select m.name, p.name, p.type from sqlite_master m join pragma_table_info(m.name) p "
                "where m.type = 'table' and m.name not like 'search_word%' order by m.name, p.cid"):
            tables.setdefault(table, {})[column] = "uuid" in kind.lower()
        return tables

    def one(self, select):
        """The first value of the first row."""
        return self.connection.execute(select).fetchone()[0]

    def insert(self, table, columns, values, where, copies):
        """Puts in so many copies of the rows."""
        self.connection.execute(
            f"with recursive k(n) as (select 1 union all select n + 1 from k where n < {copies}) "
            f"insert into {table} ({columns}) select {values} from {table} t cross join k where {where}")

    def close(self):
        """Gives the planner its figures, and closes the file."""
        self.connection.execute("pragma analysis_limit = 2000")
        self.connection.execute("analyze")
        self.connection.close()

    ID = "copy_of(t.{column}, k.n)"
    TEXT = "t.{column} || '-' || k.n"

    @staticmethod
    def literal(value):
        """An id as it is written in a statement."""
        return f"x'{value.hex()}'"


class Postgres:
    """A database of the cluster."""

    def __init__(self, cluster, name):
        self.run = lambda statement: cluster.sql(statement, name)
        # As for every load of much data; taken back at the end.
        for setting in ("max_wal_size = '16GB'", "synchronous_commit = off"):
            self.run(f"alter system set {setting}")
        self.run("select pg_reload_conf()")

    def columns(self):
        """Of each table its columns, each with whether it holds ids."""
        tables = {}
        for line in self.run("select table_name, column_name, udt_name from information_schema.columns "
                             "where table_schema = 'public' order by table_name, ordinal_position").splitlines():
            table, column, kind = line.split("|")
            tables.setdefault(table, {})[column] = kind == "uuid"
        return tables

    def one(self, select):
        """The first value of the first row."""
        value = self.run(select).strip()
        return int(value) if value.isdigit() else uuid.UUID(value).bytes

    def insert(self, table, columns, values, where, copies):
        """Puts in so many copies of the rows."""
        self.run(f"insert into {table} ({columns}) select {values} "
                 f"from {table} t cross join generate_series(1, {copies}) k(n) where {where}")

    def close(self):
        """Takes the settings back. The cluster lets the planner know."""
        self.run("alter system reset all")
        self.run("select pg_reload_conf()")
        self.run("checkpoint")

    ID = "md5(t.{column}::text || '/' || k.n)::uuid"
    TEXT = "t.{column} || '-' || k.n"

    @staticmethod
    def literal(value):
        """An id as it is written in a statement."""
        return f"'{uuid.UUID(bytes=value)}'"


def _copy_of(value, number):
    return None if value is None else hashlib.md5(value + number.to_bytes(4, "big")).digest()


def _copy(database, table, kinds, where, copies, *, new, other=None):
    """Copies the rows; `new` says which ids are others in a copy, `other` gives further columns that are."""
    values = []
    for column in kinds:
        if other and column in other:
            values.append(other[column])
        elif kinds[column] and new(column):
            values.append(database.ID.format(column=column))
        else:
            values.append(f"t.{column}")
    database.insert(table, ", ".join(kinds), ", ".join(values), where, copies)


def _generated(database):
    """The authority that was generated: the one with most persons."""
    return database.one("select authority_id from person group by authority_id order by count(*) desc limit 1")


def projects(database, wanted):
    """Copies the projects of all authorities until there are that many."""
    tables = database.columns()
    copies = wanted // database.one("select count(*) from development_project")
    for table, own in PROJECT_TABLES.items():
        _copy(database, table, tables[table], "true", copies, new=lambda column, own=own: column == own)
    # Their words, whose mark does not depend on the authority.
    kinds, other = tables["search_text"], {}
    if "row" in kinds:
        other["row"] = f"t.row + k.n * {database.one('select max(row) from search_text')}"
    _copy(database, "search_text", kinds, "t.kind = 'project'", copies, new=lambda column: column == "id", other=other)


def hub(database, wanted):
    """Puts one matter on the agenda until so many items and conclusions came of it, and gives
    its id as a number. The copies stand on no meeting's agenda."""
    tables = database.columns()
    matter = database.one(
        "select i.matter_id from agenda_item i join conclusion c on c.agenda_item_id = i.id "
        f"where i.authority_id = {database.literal(_generated(database))} and i.confidential_basis is null "
        "group by i.matter_id order by count(*) desc, i.matter_id limit 1")
    where = f"t.matter_id = {database.literal(matter)}"
    things = sum(database.one(f"select count(*) from {table} t where {where}") for table in ("agenda_item", "conclusion"))
    copies = -(-wanted // things)
    _copy(database, "conclusion", tables["conclusion"], where, copies,
          new=lambda column: column in ("id", "agenda_item_id"))
    _copy(database, "agenda_item", tables["agenda_item"], where, copies, new=lambda column: column == "id",
          other={"meeting_id": "null", "number": "null", "carried_from": "null"})
    return int.from_bytes(matter)


def authorities(database, copies):
    """Copies the generated authority with all that it has, so many times."""
    tables = database.columns()
    own = database.literal(_generated(database))
    # Other authorities stay who they are; everything else is the copy's own.
    new = lambda column: not column.endswith("authority_id") or column == "authority_id"
    for table, kinds in tables.items():
        other = {}
        if table == "authority":
            where, other = f"t.id = {own}", {"cvr": "null", "name": database.TEXT.format(column="name")}
        elif "authority_id" in kinds and table not in LEFT_OUT:
            where = f"t.authority_id = {own}"
        else:
            continue
        _copy(database, table, kinds, where, copies, new=new, other=other)


def items(database):
    """How many agenda items there are."""
    return database.one("select count(*) from agenda_item")
