"""Says whether a database that answers can be worked with: tables, rights, time, and how a file keeps what is saved."""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from bot.finding import Finding, clock_finding
from bot.ports import Clock
from bot.words.catalogue import N_
from storage.tables import metadata
from storage.upgrade import current_revision, unfit

OLDEST = 14
"""PostgreSQL 13 got its last fixes in November 2025 (postgresql.org/support/versioning)."""
FULL = 2
"""SQLite's number for PRAGMA synchronous=FULL."""

TABLES, SAVING, RIGHTS, SERVER = N_("Tables"), N_("How it saves"), N_("Rights in the database"), "PostgreSQL"
LOCAL_DISK = N_("Put the database on a disk of this machine, not on a network drive.")
UPDATE = N_("It still works. Move to a newer version of PostgreSQL when there is time.")
PRIMARY = N_("Let DATABASE_URL lead to the primary server, and set default_transaction_read_only to off.")
GRANT_MAKING = N_("On the server: GRANT USAGE, CREATE ON SCHEMA public TO {user};")
GRANT_WRITING = N_("On the server: GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {user};")

_READ_ONLY = text("SELECT current_setting('transaction_read_only') = 'on'")
_WHO = text("SELECT quote_ident(current_user), quote_ident(current_schema())")
_MAY_MAKE = text("SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)")
_MAY_WRITE = text(
    "SELECT bool_and(has_table_privilege(name, 'SELECT') AND has_table_privilege(name, 'INSERT')"
    " AND has_table_privilege(name, 'UPDATE') AND has_table_privilege(name, 'DELETE'))"
    " FROM unnest(CAST(:names AS text[])) AS name"
)


def fitness(connection: Connection, clock: Clock) -> Sequence[Finding]:
    """Return what is found on a connection, which nothing else uses. Raises SQLAlchemyError."""
    kept = saving(connection) if connection.dialect.name == "sqlite" else server(connection, clock)
    return [table_finding(connection), *kept]


def table_finding(connection: Connection) -> Finding:
    """Return whether the tables are those this program needs."""
    wrong, revision = unfit(connection), current_revision(connection)
    if wrong is not None:
        return Finding(TABLES, "wrong", N_("They do not fit this program."), wrong)
    if revision is None:
        return Finding(TABLES, "ok", N_("The database is empty. It makes its tables itself at the first start."))
    return Finding(TABLES, "ok", N_("They are those of this program ({revision})."), values={"revision": revision})


def saving(connection: Connection) -> Sequence[Finding]:
    """Return whether SQLite keeps what it says is saved, and lets others read meanwhile."""
    journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    values = {"journal": journal, "synchronous": synchronous}
    if journal == "wal" and synchronous == FULL:
        return [Finding(SAVING, "ok", N_("SQLite writes ahead and waits for the disk, as it should."), values=values)]
    told = N_("SQLite does not write ahead here (journal_mode {journal}, synchronous {synchronous}).")
    return [Finding(SAVING, "wrong", told, LOCAL_DISK, values)]


def server(connection: Connection, clock: Clock) -> Sequence[Finding]:
    """Return what is found on a server of PostgreSQL: its version, its clock, and what this user may do there."""
    told = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    version = connection.dialect.server_version_info or (0,)
    values = {"version": ".".join(map(str, version))}
    old = int(version[0]) < OLDEST
    said = N_("Version {version} gets no fixes any more.") if old else N_("It answers (version {version}).")
    answers = Finding(SERVER, "warning" if old else "ok", said, UPDATE if old else "", values)
    return [answers, rights_finding(connection), clock_finding(SERVER, told, clock.now())]


def rights_finding(connection: Connection) -> Finding:
    """Return whether this user may make the tables, or use those there are."""
    if connection.execute(_READ_ONLY).scalar_one():
        return Finding(RIGHTS, "wrong", N_("The server takes no changes from Kizuna."), PRIMARY)
    user, schema = connection.execute(_WHO).one()
    values = {"user": user, "schema": schema}
    if current_revision(connection) is None:
        may, fix = connection.execute(_MAY_MAKE).scalar_one(), GRANT_MAKING
    else:
        may, fix = connection.execute(_MAY_WRITE, {"names": list(metadata.tables)}).scalar_one(), GRANT_WRITING
    if may:
        return Finding(RIGHTS, "ok", N_("{user} may do all that Kizuna does there."), values=values)
    return Finding(RIGHTS, "wrong", N_("{user} may not do all that Kizuna does there."), fix, values)
