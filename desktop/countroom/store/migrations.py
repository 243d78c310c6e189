"""The form of a count file, step by step. A step is never edited once released.

``event`` is the truth and only grows; ``draft`` holds what is being typed; the other tables are
derived and can be dropped and rebuilt at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

COUNT_FILE = Migrations("countroom")
APPLICATION_ID = 0x434E5452
"""``CNTR`` in the header of a count file."""


@COUNT_FILE()
def m001_log_and_tables(database: Database) -> None:
    """Lay out the log, the drafts and the derived tables."""
    for statement in (*_LOG, *_DERIVED):
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")


DERIVED_TABLES = (
    "device",
    "person",
    "election",
    "contest",
    "candidate",
    "box",
    "box_receipt",
    "postal_packets",
    "postal_session",
    "transfer",
    "found",
    "mini_count",
    "parcel",
    "seal",
    "exception",
    "threshold_change",
    "sheet",
    "entry",
    "figure",
    "adjudication",
    "verification",
    "answer",
    "agent",
    "provisional",
    "recount",
    "unchanged",
    "lot",
    "guidance_step",
    "declaration",
    "print",
    "paper_signed",
    "disclosure_change",
    "announcement",
    "running_order",
    "how_said",
)

_LOG = (
    """CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT""",
    """CREATE TABLE event (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        contest TEXT,
        device TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        at TEXT NOT NULL,
        envelope BLOB NOT NULL,
        UNIQUE (device, incarnation, sequence)
    ) STRICT""",
    """CREATE TRIGGER event_only_grows_update BEFORE UPDATE ON event
       BEGIN SELECT RAISE(ABORT, 'the log only grows'); END""",
    """CREATE TRIGGER event_only_grows_delete BEFORE DELETE ON event
       BEGIN SELECT RAISE(ABORT, 'the log only grows'); END""",
    """CREATE TABLE draft (
        sheet TEXT NOT NULL, entry INTEGER NOT NULL, field TEXT NOT NULL,
        person TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (sheet, entry, person, field)
    ) STRICT, WITHOUT ROWID""",
)

_DERIVED = (
    """CREATE TABLE device (id TEXT PRIMARY KEY, key TEXT NOT NULL) STRICT""",
    """CREATE TABLE person (
        id TEXT PRIMARY KEY, roles TEXT NOT NULL, title TEXT NOT NULL, key TEXT NOT NULL,
        away INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE election (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, polling_day TEXT NOT NULL,
        council TEXT NOT NULL, council_slug TEXT NOT NULL, region TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE contest (
        id TEXT PRIMARY KEY, election TEXT NOT NULL REFERENCES election (id),
        number INTEGER NOT NULL, area TEXT NOT NULL, seats INTEGER NOT NULL,
        electorate INTEGER, rule_set TEXT NOT NULL, milestone TEXT NOT NULL,
        declared_at TEXT, receipt_index INTEGER
    ) STRICT""",
    """CREATE TABLE candidate (
        contest TEXT NOT NULL REFERENCES contest (id), id TEXT NOT NULL,
        number INTEGER NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
        party_id TEXT NOT NULL, party TEXT NOT NULL, party_group TEXT NOT NULL,
        votes INTEGER, elected INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (contest, id)
    ) STRICT""",
    """CREATE TABLE box (
        contest TEXT NOT NULL REFERENCES contest (id), id TEXT NOT NULL,
        kind TEXT NOT NULL, place TEXT NOT NULL, polling_place TEXT NOT NULL,
        electorate INTEGER, entrusted INTEGER, beside TEXT,
        PRIMARY KEY (contest, id)
    ) STRICT""",
    """CREATE TABLE box_receipt (
        box TEXT PRIMARY KEY, sealed INTEGER NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE postal_packets (
        contest TEXT NOT NULL, box TEXT NOT NULL, accepted INTEGER NOT NULL,
        rejected INTEGER NOT NULL, PRIMARY KEY (contest, box)
    ) STRICT""",
    """CREATE TABLE postal_session (
        contest TEXT NOT NULL, number INTEGER NOT NULL, envelopes INTEGER NOT NULL,
        accepted INTEGER NOT NULL, rejected INTEGER NOT NULL, box TEXT NOT NULL,
        papers INTEGER NOT NULL, matched INTEGER NOT NULL, PRIMARY KEY (contest, number)
    ) STRICT""",
    """CREATE TABLE transfer (
        source TEXT NOT NULL, source_box TEXT NOT NULL, target TEXT NOT NULL,
        target_box TEXT NOT NULL, papers INTEGER NOT NULL, counted INTEGER NOT NULL,
        reason TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE found (
        contest TEXT NOT NULL, papers INTEGER NOT NULL, place TEXT NOT NULL,
        reason TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE mini_count (
        contest TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, boxes TEXT NOT NULL,
        depth TEXT NOT NULL, closed INTEGER NOT NULL, PRIMARY KEY (contest, id)
    ) STRICT""",
    """CREATE TABLE parcel (
        contest TEXT NOT NULL, mini_count TEXT NOT NULL, papers INTEGER NOT NULL,
        reason TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE seal (
        contest TEXT NOT NULL, container TEXT NOT NULL, seals TEXT NOT NULL,
        place TEXT NOT NULL, custodian TEXT NOT NULL, sealed_at TEXT NOT NULL, opened_at TEXT
    ) STRICT""",
    """CREATE TABLE exception (
        contest TEXT NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL,
        officer TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE threshold_change (
        election TEXT NOT NULL, seats INTEGER NOT NULL, reason TEXT NOT NULL,
        officer TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE sheet (
        id TEXT PRIMARY KEY, contest TEXT NOT NULL REFERENCES contest (id),
        kind TEXT NOT NULL, box TEXT, mini_count TEXT, withdrawn TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE entry (
        sheet TEXT NOT NULL, entry INTEGER NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL,
        corrected INTEGER NOT NULL DEFAULT 0, figures TEXT NOT NULL,
        PRIMARY KEY (sheet, entry)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE figure (
        sheet TEXT NOT NULL, field TEXT NOT NULL, figure INTEGER NOT NULL,
        PRIMARY KEY (sheet, field)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE adjudication (
        sheet TEXT PRIMARY KEY, contest TEXT NOT NULL, officer TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE VIEW sheet_state AS SELECT sheet.*, CASE
        WHEN EXISTS (SELECT 1 FROM figure WHERE figure.sheet = sheet.id) THEN 'settled'
        WHEN withdrawn <> '' THEN 'withdrawn'
        ELSE (SELECT CASE count(*) WHEN 0 THEN 'blank' WHEN 1 THEN 'first entry' ELSE 'differ' END
              FROM entry WHERE entry.sheet = sheet.id)
        END AS state FROM sheet""",
    """CREATE TABLE verification (
        contest TEXT NOT NULL, version INTEGER NOT NULL, box TEXT NOT NULL,
        counted INTEGER NOT NULL, variance INTEGER NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (contest, version, box)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE answer (
        contest TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL,
        person TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE provisional (
        contest TEXT NOT NULL, version INTEGER NOT NULL, verified INTEGER NOT NULL,
        valid INTEGER NOT NULL, rejected INTEGER NOT NULL, rejected_in_part INTEGER NOT NULL,
        unused_votes INTEGER NOT NULL, votes INTEGER NOT NULL, consultation TEXT,
        PRIMARY KEY (contest, version)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE agent (
        contest TEXT NOT NULL, candidate TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE recount (
        contest TEXT NOT NULL, number INTEGER, version INTEGER NOT NULL, asked_for TEXT,
        asked_as TEXT NOT NULL, scope TEXT NOT NULL, mini_counts TEXT NOT NULL,
        reason TEXT NOT NULL, officer TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE unchanged (
        contest TEXT NOT NULL, recount INTEGER NOT NULL, sheet TEXT NOT NULL,
        first TEXT NOT NULL, second TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE lot (
        contest TEXT NOT NULL, version INTEGER NOT NULL, drawn TEXT NOT NULL,
        method TEXT NOT NULL, witnesses TEXT NOT NULL, term TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE guidance_step (
        contest TEXT NOT NULL, version INTEGER NOT NULL, step TEXT NOT NULL,
        person TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE declaration (
        cleared TEXT PRIMARY KEY, contest TEXT NOT NULL, print_number INTEGER NOT NULL,
        revision INTEGER NOT NULL, totals_state TEXT NOT NULL, verified INTEGER NOT NULL,
        valid INTEGER NOT NULL, rejected INTEGER NOT NULL, state TEXT NOT NULL,
        spoken TEXT, spoken_at TEXT, note TEXT, receipt TEXT
    ) STRICT""",
    """CREATE TABLE print (
        contest TEXT NOT NULL, number INTEGER NOT NULL, contests TEXT NOT NULL, kinds TEXT NOT NULL,
        languages TEXT NOT NULL, copies INTEGER NOT NULL, replaces INTEGER NOT NULL,
        reason TEXT NOT NULL, person TEXT NOT NULL, device TEXT NOT NULL, at TEXT NOT NULL,
        printed_to TEXT, printed_by TEXT, printed_at TEXT, given_up TEXT, collected_at TEXT,
        PRIMARY KEY (contest, number)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE paper_signed (
        contest TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
        ticked_by TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE disclosure_change (
        election TEXT NOT NULL, outlet TEXT NOT NULL, fact TEXT NOT NULL, shown INTEGER NOT NULL,
        reason TEXT NOT NULL, officer TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE announcement (
        contest TEXT NOT NULL, kind TEXT NOT NULL, number INTEGER NOT NULL, moment TEXT NOT NULL,
        read_by TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE running_order (
        what TEXT NOT NULL, contests TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE how_said (
        contest TEXT NOT NULL, candidate TEXT NOT NULL, said TEXT NOT NULL, person TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
)
