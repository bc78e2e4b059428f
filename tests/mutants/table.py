"""Bugs that somebody could make, a line each: the suite has to notice every one of them.

A bug that was found in the product and that no test had seen belongs here too, as the line that caused it.
"""

from __future__ import annotations

from typing import NamedTuple


class Mutant(NamedTuple):
    """One planted bug."""

    name: str
    what: str
    """What is wrong with it in place."""
    file: str
    old: str
    """Text that is in the file exactly once."""
    new: str
    tests: str
    """Files and folders of tests that are run, with spaces between."""


PLAN = "tests/core/plan tests/golden"
CHECKS = "tests/core/checks"
ASSETS = "tests/core/assets"
RULES = "tests/farm/rules"

MUTANTS = (
    # core/api
    Mutant("A1", "the last page of frames is not read", "core/api/frames.py",
           'number >= page["pageCount"]', 'number >= page["pageCount"] - 1', "tests/core/api"),
    Mutant("A2", "names of frames that the task does not have are ignored", "core/api/frames.py",
           "if missing or not wanted:", "if not wanted:", "tests/core/api"),
    Mutant("A3", "the zones of the transfer servers are swapped", "core/api/query.py",
           "zone=2 if self._client.china else 1", "zone=1 if self._client.china else 2", "tests/core/api"),
    Mutant("A4", "a locked account is an ordinary refusal", "core/api/wire/client.py",
           "SIGNED_OUT = {513, 602, 611, 804}", "SIGNED_OUT = {513, 602, 611}", "tests/core/api/wire"),
    Mutant("A5", "the clock is corrected in the wrong direction", "core/api/wire/client.py",
           "server_time / 1000 - time.time()", "time.time() - server_time / 1000", "tests/core/api/wire"),
    # core/model, core/offer
    Mutant("P3", "a frame that two ranges share at their ends is rendered twice", "core/model/frames.py",
           "one.last < other.first", "one.last <= other.first", "tests/core/model"),
    Mutant("U1", "9.7 seconds are shown as 10", "core/model/format.py",
           "    if seconds < 9.95:", "    if seconds < 9.5:", "tests/core/model"),
    # core/assets
    Mutant("S1", "$FPS is read as a frame", "core/assets/tokens.py",
           r"(?P<plain>[0-9]{0,2})(?![A-Za-z0-9_])", "(?P<plain>[0-9]{0,2})", ASSETS),
    Mutant("S2", "a path with too long a name is unreadable, not missing", "core/assets/listing.py",
           "errno.ENOTDIR, errno.ENAMETOOLONG, ", "errno.ENOTDIR, ", ASSETS),
    Mutant("S3", "an added file that the scene names is sent twice", "core/assets/choosing.py",
           "for asset in extras if os.path.normcase(asset.path) not in known", "for asset in extras", ASSETS),
    Mutant("S4", "sequences that begin and end alike count as one", "core/assets/choosing.py",
           "if list(_identities(first)) == list(_identities(asset)):", "if first:", ASSETS),
    # core/plan
    Mutant("P1", "a unit's own list of frames is ignored", "core/plan/build.py",
           "return frame_ranges.parse(listed) if listed else (unit.frames,)", "return (unit.frames,)", PLAN),
    Mutant("P2", "of environments that fit alike the worse version is taken", "core/plan/build.py",
           "each.version == best)", "each.version != best)", PLAN),
    Mutant("P4", "a node with one card is asked for two", "core/plan/info.py",
           "min(hardware.cards or CARDS, CARDS)", "max(hardware.cards or CARDS, CARDS)", PLAN),
    Mutant("P5", "of an even number of frames another one is the middle", "core/plan/testing.py",
           "(every - 1) // 2", "every // 2", PLAN),
    Mutant("P6", "cameras with other render elements share a task", "core/plan/max.py",
           "each.unit.renderer, each.unit.elements)", "each.unit.renderer)", PLAN),
    Mutant("P7", "a plan is recalled with the opposite pause after the test", "core/plan/recall.py",
           'info.get("stop_after_test") == "1"', 'info.get("stop_after_test") == "2"', PLAN),
    Mutant("P8", "a file that changed and kept its size is not noticed", "core/plan/reuse.py",
           " and status.st_mtime_ns == known.mtime_ns", "", PLAN),
    Mutant("P9", "asset.json lists excluded files as missing", "core/plan/documents.py",
           "if asset.included and asset.state is AssetState.MISSING", "if asset.state is AssetState.MISSING", PLAN),
    Mutant("P10", "several ranges of a Maya layer have the step of the first", "core/plan/maya.py",
           "frames[0].step if len(frames) == 1 else 1", "frames[0].step", PLAN),
    # core/checks
    Mutant("C1", "vouchers do not count", "core/checks/account.py",
           "left = account.funds", "left = account.balance", CHECKS),
    Mutant("C2", "a path of 256 characters is allowed", "core/checks/places.py",
           "LONGEST = 255", "LONGEST = 256", CHECKS),
    Mutant("C3", "frames are outside the animation only where both ends are", "core/checks/frames.py",
           "each.first < animation.first or each.last", "each.first < animation.first and each.last", CHECKS),
    Mutant("C4", "a Houdini node without a camera is an error", "core/checks/scene.py",
           "if wrong and not it.traits.camera_optional:", "if wrong:", CHECKS),
    Mutant("C5", "files that are a little older than the scene count as newer", "core/checks/files.py",
           "it.saved_ns + CLOCK", "it.saved_ns - CLOCK", CHECKS),
    Mutant("C6", "missing files stay an error where they are allowed", "core/checks/files.py",
           "return Severity.WARNING, None", "return Severity.ERROR, None", CHECKS),
    Mutant("C7", "3ds Max on the farm opens shares", "core/plan/max.py", "    drive_letters_only=True,\n", "", CHECKS),
    # core/transfer
    Mutant("T1", "tries are not counted anew after progress", "core/transfer/retry_schedule.py",
           "if self._progress.get(submission) != progress:", "if submission not in self._progress:",
           "tests/core/transfer/test_retry_schedule.py"),
    Mutant("T2", "after a rest any number of bytes may go at once", "core/transfer/speed.py",
           "max(self._debt - limit * (now - self._since), -limit * BURST)", "self._debt - limit * (now - self._since)",
           "tests/core/transfer/test_speed.py"),
    Mutant("T3", "a fetched file that was deleted counts as here", "core/transfer/fetch/condition.py",
           "NotADirectoryError):\n        return Condition.GONE",
           "NotADirectoryError):\n        return Condition.RIGHT",
           "tests/core/transfer/fetch"),
    Mutant("T4", "a file that changed since counts as on the farm", "core/transfer/upload.py",
           'if row["known_sha256"] and here == known and not self._check_content:', 'if row["known_sha256"]:',
           "tests/core/transfer/test_probes.py tests/core/transfer/test_upload.py"),
    Mutant("T5", "after a crash a second task is asked for", "core/transfer/submit.py",
           "labelled(self._api, self._row) if lost else None", "None", "tests/core/transfer/test_agent.py"),
    Mutant("T6", "the least urgent goes first", "core/transfer/send_scheduler.py",
           "return -row.priority,", "return row.priority,", "tests/core/transfer/test_send_scheduler.py"),
    Mutant("T7", "somebody's own file is replaced by a result", "core/transfer/fetch/fetching.py",
           "    if (ours or empty) and local.is_file()", "    if local.is_file()", "tests/core/transfer/fetch"),
    Mutant("T8", "paused transfers count in what is left", "core/transfer/journal/totals.py",
           " and each.state is not TransferState.PAUSED]", "]", "tests/core/transfer/test_states.py"),
    # farm
    Mutant("F1", "a task that ran out of balance cannot go on", "farm/rules/rules.py",
           "Event.RESUME: ({_T.STOPPED, _T.NO_BALANCE, ", "Event.RESUME: ({_T.STOPPED, ", RULES),
    Mutant("F2", "with a balance of nothing it still renders", "farm/rules/billing.py",
           '.fetchone()["fee"]) > 0:', '.fetchone()["fee"]) >= 0:', RULES),
    Mutant("F3", "the newest task is rendered first", "farm/rules/schedule.py",
           "ORDER BY user_level DESC, id LIMIT", "ORDER BY user_level DESC, id DESC LIMIT", RULES),
    Mutant("F4", "the last page that is not full is not counted", "farm/base/pages.py",
           "-(-total // size)", "total // size", "tests/farm/base"),
    Mutant("F5", "frames of another task are accepted", "farm/calls/frames.py",
           "if tasks != {task}:", "if not tasks:", "tests/farm/calls"),
    Mutant("F6", "a file goes on with the beginning of another", "farm/store/storage.py",
           "if offset and before and incoming.sha256() != before:", "if offset and before and not incoming.sha256():",
           "tests/farm/store"),
    Mutant("F7", "of a layered task a stopped layer hides that the test is done", "farm/rules/rules.py",
           "(TaskStatus.TEST_DONE, *HELD)", "(*HELD, TaskStatus.TEST_DONE)", RULES),
    Mutant("F8", "a task of which no frame was rendered counts as done", "farm/rules/rules.py",
           "return TaskStatus.DONE_WITH_FAILURES if done else TaskStatus.FAILED",
           "return TaskStatus.DONE_WITH_FAILURES", RULES),
    Mutant("F9", "a frame that is rendered again keeps its old picture", "farm/rules/rules.py",
           "ended = NULL, thumbnail = '', message", "ended = NULL, message", "tests/farm/calls tests/farm/rules"),
    Mutant("F10", "tags are taken off a task that does not exist", "farm/calls/tag.py",
           'live_task(farm, number, "taskIds")["id"] for number in numbers', 'number for number in numbers',
           "tests/farm/calls/test_every_handler.py"),
    Mutant("F11", "a task whose picture lost a tile renders for ever", "farm/rules/waiting.py",
           "    if change.total_changes != before:\n        settle(change, task)", "", RULES),
    Mutant("F12", "nodes do not hear of frames that are to be rendered again", "farm/calls/frames.py",
           'record(change, "restart", number)\n    farm.wake()', 'record(change, "restart", number)',
           "tests/farm/calls/test_commands_alone.py"),
    # ui
    Mutant("U2", "the footer is not drawn anew for another number of test frames", "ui/submit/footer.py",
           "self._guard.changed(state, followed, on_farm)", "self._guard.changed(followed, on_farm)", "tests/ui"),
    Mutant("U3", "the target is not drawn anew for another connection", "ui/submit/target.py",
           "self._guard.changed(at)", "self._guard.changed(at.scene)", "tests/ui"),
    Mutant("U4", "“Restart failed” renders the first one only", "ui/jobs/frame_actions.py",
           "[frame.id for frame in self.failed()]", "[frame.id for frame in self.failed()[:1]]",
           "tests/ui/test_jobs.py"),
    Mutant("U5", "frames of a paused transfer can be fetched", "core/jobs/frame_actions.py",
           "if transfer.state is TransferState.PAUSED:", "if transfer is False:",
           "tests/ui/test_jobs.py"),
    Mutant("U6", "the settings of several tasks can be submitted again", "ui/jobs/task_actions.py",
           "if len(self.tasks()) > 1:", "if len(self.tasks()) > 1000:", "tests/ui/test_jobs.py"),
    Mutant("U7", "the legend's “Excluded” has the size of all files", "ui/assets/totals.py",
           "sum(asset.size for asset in excluded)", "sum(asset.size for asset in assets)",
           "tests/ui/test_assets_tab.py"),
    Mutant("U8", "a search text is sent with its blanks", "ui/jobs/task_filter.py",
           "TaskFilter(self.search.text().strip(), ", "TaskFilter(self.search.text(), ", "tests/ui/test_jobs.py"),
    Mutant("U9", "the footer says 1 error whatever their number", "ui/submit/footer.py",
           '"{n} errors to fix first", len(state.submit.errors))', '"{n} errors to fix first", 1)',
           "tests/ui/test_words.py"),
    Mutant("U10", "the wheel changes hours on its way over the page", "ui/kit/numbers.py",
           '"""Ignore the wheel, as Number does."""\n        event.ignore()',
           '"""Ignore the wheel, as Number does."""\n        super().wheelEvent(event)',
           "tests/ui/test_numbers.py"),
    Mutant("U11", "the first file that is sent is “file 0”", "ui/transfers/transfer_words.py",
           "min(row.files, row.files_done + 1)", "min(row.files, row.files_done)", "tests/ui/test_words.py"),
)
