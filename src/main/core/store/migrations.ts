/**
 * The schema, one string a version: `migrations[v]` takes a file from `user_version` v to v + 1. A released string is
 * never edited; a change is a further string, with a fixture store of the version before it in test/fixtures.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE project (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE run (
    number INTEGER PRIMARY KEY,             -- in the order of creation
    id TEXT NOT NULL UNIQUE,
    project_id TEXT NOT NULL REFERENCES project(id),
    name TEXT NOT NULL,
    preset TEXT,
    config TEXT NOT NULL,                   -- JSON, defaults written out
    config_schema INTEGER NOT NULL,
    config_as_preset INTEGER NOT NULL CHECK (config_as_preset IN (0, 1)), -- nothing of the preset was changed but seed and steps
    seed INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'paused', 'finished', 'stopped', 'interrupted', 'failed', 'diverged')),
    step INTEGER NOT NULL DEFAULT 0,        -- last step whose points are committed
    reason TEXT,                            -- of interrupted, failed, and of a pause that nobody asked for
    quantity TEXT,                          -- of diverged
    queue_place INTEGER,                    -- of queued: lowest first
    executor_wanted TEXT,
    threads INTEGER NOT NULL CHECK (threads >= 1),
    executor TEXT,
    executor_build TEXT,
    executor_note TEXT,
    colour_slot INTEGER NOT NULL CHECK (colour_slot BETWEEN 1 AND 28),
    created_at TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    heartbeat_at TEXT,
    seconds REAL NOT NULL DEFAULT 0,        -- active training, over all segments
    compile_seconds REAL,
    parent_run TEXT REFERENCES run(id),
    parent_step INTEGER
  ) STRICT;
  CREATE INDEX run_by_status ON run(status);

  CREATE TABLE seam (
    run_id TEXT NOT NULL REFERENCES run(id),
    step INTEGER NOT NULL,                  -- training went on from the state after this step
    at TEXT NOT NULL,
    same_build INTEGER NOT NULL CHECK (same_build IN (0, 1)),
    PRIMARY KEY (run_id, at, step)
  ) STRICT;

  CREATE TABLE series_chunk (
    run_id TEXT NOT NULL REFERENCES run(id),
    series TEXT NOT NULL,
    chunk INTEGER NOT NULL,
    first_step INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 1),
    steps BLOB NOT NULL CHECK (length(steps) = 4 * count),   -- u32, little-endian
    "values" BLOB NOT NULL CHECK (length("values") = 8 * count), -- f64, little-endian
    PRIMARY KEY (run_id, series, chunk)
  ) STRICT;

  CREATE TABLE event (
    run_id TEXT NOT NULL REFERENCES run(id),
    event TEXT NOT NULL,
    step INTEGER NOT NULL,                  -- first logged step at which the series reached the threshold
    series TEXT NOT NULL,
    threshold REAL NOT NULL,
    PRIMARY KEY (run_id, event)
  ) STRICT;

  CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY,                -- of the uncompressed bytes; the file is blobs/ab/<sha256>.zst
    kind TEXT NOT NULL,
    size INTEGER NOT NULL                   -- uncompressed, bytes
  ) STRICT;

  CREATE TABLE checkpoint (
    run_id TEXT NOT NULL REFERENCES run(id),
    step INTEGER NOT NULL,
    weights TEXT NOT NULL REFERENCES blob(sha256),
    optimiser TEXT REFERENCES blob(sha256),
    PRIMARY KEY (run_id, step)
  ) STRICT;

  CREATE TABLE measure_value (
    run_id TEXT NOT NULL REFERENCES run(id),
    step INTEGER NOT NULL,
    measure TEXT NOT NULL,
    parameters TEXT NOT NULL,               -- JSON
    series TEXT NOT NULL,
    value REAL,                             -- SQLite keeps NaN as NULL
    PRIMARY KEY (run_id, step, measure, parameters, series)
  ) STRICT;
  `,
  `
  ALTER TABLE run ADD COLUMN set_id TEXT;                          -- runs of a set that were made together
  ALTER TABLE run ADD COLUMN member TEXT;                          -- its name in the set
  ALTER TABLE run ADD COLUMN after_run TEXT REFERENCES run(id);    -- begins once that one is finished
  ALTER TABLE run ADD COLUMN goes_on TEXT;                         -- JSON: what it makes of the parent's weights before it begins; made when parent_step is known
  CREATE INDEX run_by_predecessor ON run(after_run);
  `,
  `
  ALTER TABLE project ADD COLUMN note TEXT NOT NULL DEFAULT '';    -- Markdown
  ALTER TABLE project ADD COLUMN baseline TEXT REFERENCES run(id); -- what its runs are compared with
  ALTER TABLE project ADD COLUMN trashed_at TEXT;

  ALTER TABLE run ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
  ALTER TABLE run ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));
  ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT '';        -- Markdown
  ALTER TABLE run ADD COLUMN trashed_at TEXT;
  CREATE INDEX run_by_trash ON run(trashed_at) WHERE trashed_at IS NOT NULL;

  CREATE TABLE tag (
    run_id TEXT NOT NULL REFERENCES run(id),
    tag TEXT NOT NULL,
    PRIMARY KEY (run_id, tag)
  ) STRICT;

  CREATE TABLE bookmark (
    run_id TEXT NOT NULL REFERENCES run(id),
    step INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (run_id, step)
  ) STRICT;

  CREATE TABLE log_entry (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES project(id),
    at TEXT NOT NULL,
    edited_at TEXT,
    text TEXT NOT NULL                      -- Markdown
  ) STRICT;
  CREATE INDEX log_entry_by_project ON log_entry(project_id, at);

  CREATE TABLE saved_view (
    id TEXT PRIMARY KEY,
    project_id TEXT REFERENCES project(id), -- of all projects where it is null
    name TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    content TEXT NOT NULL                   -- JSON, of the page
  ) STRICT;

  CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL                     -- JSON
  ) STRICT;
  `,
]

/** The version that this lab writes. */
export const storeVersion = migrations.length
