"""The tables, as migrations: forward only, a name is never used again, an applied one never edited.

The functions in CHECKs are few on purpose: with trusted_schema off, SQLite 3.40 refuses json_valid.

All pending ones run in one transaction, so a database is of one version or the next. A new matter
adds its migrations at the end; they apply in the order in which they stand here.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from bot.errors import StoreError
from bot.store.connection import writing

MIGRATIONS = Migrations("duban")


@MIGRATIONS()
def m0001_generations(db: Database) -> None:
    """The knowledge as last read: a copy, whole by generation, which a reload rebuilds."""
    db.execute(
        """
        CREATE TABLE generation (
            id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: reload_log names generations
            made_at TEXT NOT NULL CHECK (datetime(made_at) IS NOT NULL),
            digest TEXT NOT NULL,
            active INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1))
        ) STRICT
        """
    )
    db.execute("CREATE UNIQUE INDEX generation_active ON generation (active) WHERE active = 1")
    db.execute(
        """
        CREATE TABLE document (
            generation INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            file TEXT NOT NULL,
            title TEXT NOT NULL,
            issuer TEXT,
            region TEXT,
            day TEXT CHECK (date(day) = day),
            day_known TEXT NOT NULL CHECK (day_known IN ('STATED', 'INFERRED', 'UNKNOWN')),
            day_note TEXT NOT NULL,
            number TEXT,
            digest TEXT NOT NULL,
            raw TEXT NOT NULL,
            text TEXT NOT NULL,
            origin TEXT NOT NULL,
            flags TEXT NOT NULL,
            PRIMARY KEY (generation, seq),
            UNIQUE (generation, file)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE duty (
            generation INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            key TEXT NOT NULL, -- stays with the duty from generation to generation
            json TEXT NOT NULL,
            PRIMARY KEY (generation, seq),
            UNIQUE (generation, key)
        ) STRICT
        """
    )


@MIGRATIONS()
def m0002_chats(db: Database) -> None:
    """The chats, by a key of our own: a group that becomes a supergroup changes Telegram's (rule R18)."""
    db.execute(
        """
        CREATE TABLE chat (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            telegram_id INTEGER NOT NULL UNIQUE CHECK (telegram_id <> 0),
            kind TEXT NOT NULL CHECK (kind IN ('private', 'group', 'supergroup', 'channel')),
            title TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'left'))
        ) STRICT
        """
    )


@MIGRATIONS()
def m0003_reload_log(db: Database) -> None:
    """Who reloaded the knowledge, when, and what came of it; append-only."""
    db.execute(
        """
        CREATE TABLE reload_log (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
            person INTEGER, -- Telegram's id; null: the program itself, at its start or from the terminal
            outcome TEXT NOT NULL CHECK (outcome IN ('PUBLISHED', 'UNCHANGED', 'FAILED')),
            generation INTEGER, -- no reference: generations are dropped, the log is not
            documents INTEGER NOT NULL CHECK (documents >= 0),
            duties INTEGER NOT NULL CHECK (duties >= 0),
            new INTEGER NOT NULL CHECK (new >= 0),
            changed INTEGER NOT NULL CHECK (changed >= 0),
            gone INTEGER NOT NULL CHECK (gone >= 0),
            problems INTEGER NOT NULL CHECK (problems >= 0),
            note TEXT NOT NULL
        ) STRICT
        """
    )
    append_only(db, "reload_log")


@MIGRATIONS()
def m0004_missing(db: Database) -> None:
    """What people asked and did not find; a person counts once for a question."""
    db.execute(
        """
        CREATE TABLE missing (
            question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 500),
            person INTEGER NOT NULL, -- Telegram's id; 0: a group or a channel spoke
            at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
            PRIMARY KEY (question, person)
        ) STRICT
        """
    )


@MIGRATIONS()
def m0005_record(db: Database) -> None:
    """What was done in the ledger and who was given what right: append-only, each row sealed to the last.

    ``json`` is the event as it was said; ``hash`` covers it and the hash before it (rule R33).
    """
    db.execute(
        """
        CREATE TABLE record (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('STEP', 'RIGHT', 'REFUSAL')),
            at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
            person INTEGER NOT NULL, -- Telegram's id; 0: the terminal
            entry INTEGER CHECK ((kind = 'STEP') = (entry IS NOT NULL)),
            seq INTEGER CHECK ((kind = 'STEP') = (seq IS NOT NULL)),
            heard INTEGER, -- the update that asked for it
            json TEXT NOT NULL,
            hash TEXT NOT NULL CHECK (length(hash) = 64),
            UNIQUE (entry, seq)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX record_heard ON record (heard) WHERE heard IS NOT NULL")
    append_only(db, "record")


@MIGRATIONS()
def m0006_entry(db: Database) -> None:
    """How far each entry is: a copy of what the records amount to, for lists."""
    db.execute(
        """
        CREATE TABLE entry (
            number INTEGER PRIMARY KEY,
            seq INTEGER NOT NULL,
            rank INTEGER NOT NULL -- its place in lists: see entries.rank
        ) STRICT
        """
    )
    db.execute("CREATE INDEX entry_rank ON entry (rank)")
    db.execute(
        """
        CREATE TABLE entry_text ( -- apart, so that lists and counts go over little
            number INTEGER PRIMARY KEY REFERENCES entry (number) ON DELETE CASCADE,
            json TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE track (
            entry INTEGER NOT NULL REFERENCES entry (number) ON DELETE CASCADE,
            unit TEXT NOT NULL,
            state TEXT NOT NULL,
            since TEXT NOT NULL CHECK (date(since) = since),
            quiet TEXT CHECK (date(quiet) = quiet), -- since when nothing was heard, where it is its turn
            asked TEXT CHECK (date(asked) = asked), -- when an extension was asked for
            PRIMARY KEY (entry, unit)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX track_state ON track (state, since)")
    db.execute("CREATE INDEX track_quiet ON track (quiet) WHERE quiet IS NOT NULL")
    db.execute("CREATE INDEX track_asked ON track (asked) WHERE asked IS NOT NULL")


@MIGRATIONS()
def m0007_finding_entries(db: Database) -> None:
    """What an entry is found by, and what waits for somebody in it: copies too."""
    db.execute(
        """
        CREATE TABLE key (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL, -- unit, town, leader: who may see it; accepts, duty: what else it is found by
            name TEXT NOT NULL,
            UNIQUE (kind, name)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE entry_key (
            key INTEGER NOT NULL, -- no reference: keys stay, and a start has less to check
            rank INTEGER NOT NULL, -- the entry's
            entry INTEGER NOT NULL REFERENCES entry (number) ON DELETE CASCADE,
            PRIMARY KEY (key, rank, entry)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE UNIQUE INDEX entry_key_entry ON entry_key (entry, key)")
    db.execute(
        """
        CREATE TABLE awaited (
            entry INTEGER NOT NULL REFERENCES entry (number) ON DELETE CASCADE,
            unit TEXT NOT NULL, -- empty: all its units together
            step TEXT NOT NULL,
            opens TEXT NOT NULL CHECK (opens = '' OR date(opens) = opens), -- it cannot be taken before
            due TEXT CHECK (date(due) = due),
            PRIMARY KEY (entry, unit, step)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX awaited_step ON awaited (step, opens, due)")
    db.execute("CREATE INDEX awaited_unit ON awaited (unit, step, opens, due)")


@MIGRATIONS()
def m0008_people(db: Database) -> None:
    """Who is admitted in what capacity, who asks to be, and what each group is bound to."""
    db.execute(
        """
        CREATE TABLE person (
            id INTEGER PRIMARY KEY CHECK (id > 0), -- Telegram's
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE post (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person INTEGER NOT NULL REFERENCES person (id),
            capacity TEXT NOT NULL,
            unit TEXT NOT NULL,
            scope TEXT NOT NULL,
            since TEXT NOT NULL CHECK (date(since) = since),
            until TEXT CHECK (date(until) = until)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX post_person ON post (person)")
    db.execute(
        """
        CREATE TABLE asking (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person INTEGER NOT NULL CHECK (person > 0),
            name TEXT NOT NULL,
            capacity TEXT NOT NULL,
            unit TEXT NOT NULL,
            at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
            UNIQUE (person, capacity, unit)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE binding (
            chat INTEGER PRIMARY KEY REFERENCES chat (id) ON DELETE CASCADE,
            scope TEXT NOT NULL
        ) STRICT
        """
    )


@MIGRATIONS()
def m0009_inbox(db: Database) -> None:
    """Updates of Telegram from before they are acknowledged to after they are answered (rule R24)."""
    db.execute(
        """
        CREATE TABLE heard (
            id INTEGER PRIMARY KEY, -- Telegram's update_id
            json TEXT, -- null: answered; the id stays a while, for Telegram may send it again
            tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0) -- lives of the program that worked on it
        ) STRICT
        """
    )
    db.execute("CREATE INDEX heard_waiting ON heard (id) WHERE json IS NOT NULL")
    db.execute(
        """
        CREATE TABLE draft (
            person INTEGER NOT NULL,
            chat INTEGER NOT NULL, -- Telegram's id
            at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
            json TEXT NOT NULL,
            PRIMARY KEY (person, chat)
        ) STRICT, WITHOUT ROWID
        """
    )


@MIGRATIONS()
def m0010_evidence(db: Database) -> None:
    """What the files of the evidence folder are; the folder is named after their content."""
    db.execute(
        """
        CREATE TABLE evidence (
            digest TEXT PRIMARY KEY CHECK (length(digest) = 64), -- SHA-256
            size INTEGER NOT NULL CHECK (size > 0), -- bytes
            ending TEXT NOT NULL CHECK (length(ending) <= 8),
            at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
            person INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
    append_only(db, "evidence")


@MIGRATIONS()
def m0011_proposed(db: Database) -> None:
    """What waits for a supervisor's word, and what somebody decided not to take up."""
    db.execute(
        """
        CREATE TABLE finding (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person INTEGER NOT NULL CHECK (person > 0),
            at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
            heard INTEGER UNIQUE, -- the update it came with
            settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)), -- it became an entry, or is none
            json TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE declined (
            mark TEXT PRIMARY KEY, -- a duty's key, or what stands for one change of a document
            person INTEGER NOT NULL,
            at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL)
        ) STRICT, WITHOUT ROWID
        """
    )


def append_only(db: Database, table: str) -> None:
    """Make every later change or removal of a row of *table* fail."""
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def pending(db: Database) -> list[str]:
    """Return the names of the migrations this database still needs, in order.

    Raises:
        StoreError: a newer program wrote it, or another program's tables are in it.
    """
    every = [migration.name for migration in MIGRATIONS.pending(Database(memory=True))]
    applied = [migration.name for migration in MIGRATIONS.applied(db)]
    if applied != every[: len(applied)]:
        raise StoreError(
            f"数据库由更新版本的督办写成（{applied[-1]}），请升级程序，或用升级前的备份恢复后再启动。"
        )
    if not applied and set(db.table_names()) - {MIGRATIONS.migrations_table}:
        raise StoreError(
            "数据目录里的 duban.db 是别的程序的数据库，请在 config.toml 的 [paths] data 另设文件夹。"
        )
    return every[len(applied) :]


def migrate(db: Database) -> None:
    """Bring the tables up to date, all of it or nothing."""
    with writing(db):
        MIGRATIONS.apply(db)
