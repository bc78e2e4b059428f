"""The tables of a local farm. Triggers keep the counts, so that no list is added up to be shown."""

from __future__ import annotations

TABLES = """
CREATE TABLE IF NOT EXISTS tasks (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL DEFAULT 0,
    status INTEGER NOT NULL DEFAULT 50,
    hold INTEGER NOT NULL DEFAULT 10,
    user_level INTEGER NOT NULL DEFAULT 50,
    node_limit INTEGER NOT NULL DEFAULT 100,
    artist TEXT NOT NULL DEFAULT '',
    producer TEXT NOT NULL DEFAULT '',
    clone_of INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL,
    submitted INTEGER,
    started INTEGER,
    running INTEGER,
    completed INTEGER,
    recycled INTEGER,
    cg_id INTEGER NOT NULL DEFAULT 0,
    scene_name TEXT NOT NULL DEFAULT '',
    scene_path TEXT NOT NULL DEFAULT '',
    project_name TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL DEFAULT '{}',
    hardware TEXT NOT NULL DEFAULT '',
    ram INTEGER NOT NULL DEFAULT 64,
    output TEXT NOT NULL DEFAULT '',
    tiles INTEGER NOT NULL DEFAULT 1,
    tiles_type TEXT NOT NULL DEFAULT 'block',
    frame_seconds INTEGER NOT NULL DEFAULT 259200,
    task_seconds INTEGER NOT NULL DEFAULT 0,
    remind_seconds INTEGER NOT NULL DEFAULT 43200,
    stop_after_test INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS frames (
    id INTEGER PRIMARY KEY,
    task INTEGER NOT NULL REFERENCES tasks (id),
    number INTEGER NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    block INTEGER NOT NULL DEFAULT 0,
    type INTEGER NOT NULL,
    status INTEGER NOT NULL DEFAULT 1,
    started INTEGER,
    ended INTEGER,
    seconds REAL NOT NULL DEFAULT 0,
    fee REAL NOT NULL DEFAULT 0,
    recommits INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    thumbnail TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS counts (
    task INTEGER NOT NULL,
    status INTEGER NOT NULL,
    type INTEGER NOT NULL,
    n INTEGER NOT NULL,
    fee REAL NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (task, status, type)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    bid TEXT NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (bid, path)
);
CREATE TABLE IF NOT EXISTS labels (
    id INTEGER PRIMARY KEY,
    task INTEGER NOT NULL REFERENCES tasks (id),
    name TEXT NOT NULL,
    UNIQUE (task, name)
);
CREATE TABLE IF NOT EXISTS projects (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    status INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS environments (
    name TEXT PRIMARY KEY,
    cg_id INTEGER NOT NULL,
    version TEXT NOT NULL DEFAULT '',
    layer_type INTEGER NOT NULL DEFAULT 0,
    system INTEGER NOT NULL DEFAULT 1,
    plugins TEXT NOT NULL DEFAULT '[]',
    project_path TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS records (
    id INTEGER PRIMARY KEY,
    moment INTEGER NOT NULL,
    kind TEXT NOT NULL,
    task INTEGER NOT NULL DEFAULT 0,
    detail TEXT NOT NULL DEFAULT ''
);
"""

INDEXES = """
CREATE INDEX IF NOT EXISTS tasks_parent ON tasks (parent);
CREATE INDEX IF NOT EXISTS tasks_recycled ON tasks (id) WHERE recycled IS NOT NULL;
CREATE INDEX IF NOT EXISTS tasks_queue ON tasks (user_level DESC, id) WHERE status IN (0, 5);
CREATE INDEX IF NOT EXISTS frames_task ON frames (task, status);
CREATE INDEX IF NOT EXISTS frames_order ON frames (task);
CREATE INDEX IF NOT EXISTS records_kind ON records (kind, moment);
"""

# Task 0 stands for all of them.
_ADD = """
    INSERT INTO counts VALUES ({task}, NEW.status, NEW.type, 1, NEW.fee, NEW.seconds)
        ON CONFLICT (task, status, type) DO UPDATE
        SET n = n + 1, fee = fee + excluded.fee, seconds = seconds + excluded.seconds;
"""
_TAKE = """
    UPDATE counts SET n = n - 1, fee = fee - OLD.fee, seconds = seconds - OLD.seconds
        WHERE task = {task} AND status = OLD.status AND type = OLD.type;
"""
TRIGGERS = f"""
CREATE TRIGGER IF NOT EXISTS frames_added AFTER INSERT ON frames BEGIN
    {_ADD.format(task="NEW.task")} {_ADD.format(task="0")}
END;
CREATE TRIGGER IF NOT EXISTS frames_changed AFTER UPDATE OF status, fee, seconds ON frames BEGIN
    {_TAKE.format(task="OLD.task")} {_TAKE.format(task="0")} {_ADD.format(task="NEW.task")} {_ADD.format(task="0")}
END;
"""

PROJECTS = ((3671, "Demo"), (3672, "Lookdev"))
"""Projects of a new account."""
