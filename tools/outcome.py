"""The outcome of a run of all checks: its failures, and the checks that did not run, with the reason."""

from __future__ import annotations

import collections
import dataclasses


@dataclasses.dataclass
class Outcome:
    """Collected while the checks run; `lines` is the end of the output."""

    ran: list[str] = dataclasses.field(default_factory=list)
    failed: list[str] = dataclasses.field(default_factory=list)
    not_run: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    some: list[str] = dataclasses.field(default_factory=list)
    """Sentences on the tests that ran on some Pythons only."""
    skips: dict[str, dict[str, int]] = dataclasses.field(default_factory=dict)
    """Reason -> version of Python -> number of tests."""

    def add(self, name: str, failed: object) -> None:
        """Note something that ran."""
        self.ran.append(name)
        if failed:
            self.failed.append(name)

    def add_skips(self, version: str, reasons: dict[str, int] | None) -> None:
        """Note the skipped tests of one Python; None where pytest ended before it could count them."""
        if reasons is None:
            self.not_run.append((f"an unknown number of tests on {version}", "pytest ended early"))
        for reason, count in (reasons or {}).items():
            self.skips.setdefault(reason, {})[version] = count

    def lines(self) -> list[str]:
        """Return the lines of the summary: the checks that ran, those that did not and why, and a closing sentence."""
        told = [f"  {what}: {why}" for what, why in self.not_run]
        if self.skips:
            told.append("  skipped tests:")
            told += [f"    {_counts(by_version)}: {reason}" for reason, by_version in
                     sorted(self.skips.items(), key=lambda each: -sum(each[1].values()))]
        return [f"Ran: {', '.join(self.ran) or 'nothing'}.", *self.some,
                *(["Not run:", *told] if told else []), self._sentence()]

    def _sentence(self) -> str:
        left_out = [what for what, _why in self.not_run]
        skipped: collections.Counter[str] = collections.Counter()
        for by_version in self.skips.values():
            skipped.update(by_version)
        left_out += [f"{_tests(count)} on {version}" for version, count in skipped.items()]
        not_run = f"not run: {', '.join(left_out)}." if left_out else ""
        if self.failed:
            return f"Failed: {', '.join(self.failed)}{'; ' + not_run if not_run else '.'}"
        return f"All that ran passed; {not_run}" if not_run else "All passed."


def _counts(by_version: dict[str, int]) -> str:
    return ", ".join(f"{count} on {version}" for version, count in by_version.items())


def _tests(count: int) -> str:
    return f"{count} skipped test{'' if count == 1 else 's'}"
