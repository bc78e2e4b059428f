"""Limits and defaults that pages name are those of the code."""

from __future__ import annotations

import re

import pytest
from tests.code_blocks import ROOT

from foxsubmit.cli.tasks import tasks
from foxsubmit.core.api.wire import client, network
from foxsubmit.core.common import i18n
from foxsubmit.core.jobs import pictures
from foxsubmit.core.model import job_identity, limits
from foxsubmit.core.model.logs.reasons import Reason, word
from foxsubmit.core.model.logs.rules import Cause
from foxsubmit.core.pictures import export
from foxsubmit.core.session import following
from foxsubmit.core.settings.studio import HOOK_SECONDS
from foxsubmit.core.transfer import engine, retry_schedule
from foxsubmit.core.transfer.budgets import budget
from foxsubmit.core.transfer.http import bundle, pieces
from foxsubmit.core.transfer.journal import archive, backups, forgetting
from foxsubmit.core.transfer.telling import everybody, teller
from foxsubmit.core.transfer.telling import table as told

MB, MIB = 1_000_000, 1 << 20
AT_ONCE = {10: "Ten"}
FIGURES = [
    ("transfers.md", f"Files of up to {bundle.SMALL // MIB} MiB are sent in bundles"),
    ("transfers.md", f"A file above {pieces.LARGE // MIB} MiB is downloaded in pieces of {pieces.PIECE // MIB} MiB"),
    ("transfers.md", f"{AT_ONCE[engine.AT_ONCE]} are downloaded at a time"),
    ("transfers.md", f"| Files of one submission | {limits.MOST_FILES:,} |"),
    ("transfers.md", f"| Each of the four files of a task, as a request | {limits.MOST_JSON // MIB} MiB |"),
    ("transfers.md", f"| A settled one | one year, and the newest {forgetting.ENTRIES:,} |"),
    ("transfers.md", f"those of the newest, {forgetting.DETAILS // MIB} MB of them packed"),
    ("transfers.md", f"the {forgetting.KNOWN:,} that arrived last"),
    ("transfers.md", f"the plan of a submission of more than {archive.MANY:,} files is packed"),
    ("transfers.md", f"of each of {('', 'one', 'two', 'three')[backups.DAYS]} days"),
    ("network.md", f"A connection may take {client.TIMEOUT[0]:.0f} seconds, an answer {client.TIMEOUT[1]:.0f} "),
    ("network.md", f"`--timeout` seconds ({following.PATIENCE:.0f})"),
    ("command-line.md", f"The newest {tasks.NEWEST} are listed"),
    ("command-line.md", f"ours have at most {job_identity.MOST_NAME}, {job_identity.MOST_BATCH} and "
                        f"{job_identity.MOST_COMMENT} characters"),
    ("command-line.md", f"`.gif` ({export.GIF_SIZE} pixels, {export.GIF_MOST} frames at most)"),
    ("money.md", f"At {budget.NOTICE_AT:.0%} you get one notice".replace("%", " %")),
    ("money.md", f"list the newest {told.KEPT},"),
    ("money.md", f"a message names up to {teller.MOST_LINES} notices"),
    ("money.md", f"is tried again after {teller.WAITS[0]:.0f} s to an hour, for three days"),
    ("money.md", f"reads the costs from the farm every {retry_schedule.WATCH[0]:.0f} "
                 f"to {retry_schedule.WATCH[1]:.0f} seconds"),
    ("money.md", f"at the {everybody.PAGE * everybody.MOST_PAGES} ended tasks"),
    ("money.zh.md", f"用到 {budget.NOTICE_AT:.0%} 时通知一次".replace("%", " %")),
    ("money.zh.md", f"列出最近 {told.KEPT} 条"),
    ("money.zh.md", f"一条消息最多列出 {teller.MOST_LINES} 条通知"),
    ("studio.md", f"how many seconds each call may take; the default is {HOOK_SECONDS:.0f}"),
    ("security.md", f"{pictures.MOST_BYTES // MB} MB and {pictures.SECONDS:.0f} seconds"),
    ("security.md", f"{('', 'one', 'two', 'three')[network.MOST_REDIRECTS]} redirections"),
]
"""Page -> what it says, with the code's own figure in it."""


@pytest.mark.parametrize(("page", "said"), FIGURES, ids=lambda each: each[:40])
def test_a_figure_of_a_page_is_that_of_the_code(page, said):
    text = " ".join((ROOT / "docs" / page).read_text(encoding="utf-8").split())
    assert said in text, f"docs/{page} says another figure, or no longer says it"


def test_waits_are_as_long_as_is_said():
    assert teller.WAITS[-1] == 3600
    assert told.PATIENCE == 3 * 24 * 3600


@pytest.mark.parametrize(("page", "language"), [("failed-frames.md", "en"), ("failed-frames.zh.md", "zh_CN")])
def test_the_page_about_failed_frames_explains_each_word_that_a_frame_may_have(page, language):
    i18n.use(language)
    explained = re.findall(r"^\| \*\*(.+?)\*\* \|", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert set(explained) == {word(Reason(cause)) for cause in Cause}
