"""Tests that need not run on every Python, and the Pythons they run on: their result is the same on the others."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import NamedTuple


class Some(NamedTuple):
    """Tests that run on some Pythons only, where all of these are there; else on the first that is."""

    paths: tuple[str, ...]
    versions: tuple[str, ...]
    reason: str


ENDS = ("3.9", "3.13")
SOME = (
    Some(("tests/test_rules.py", "tests/test_layers.py", "tests/test_ui_rules.py", "tests/test_hosts_are_folders.py",
          "tests/test_foreign_text.py", "tests/test_tests.py", "tests/test_variables_page.py",
          "tests/test_windows_rules.py", "tests/test_systems.py", "tests/mutants",
          "tests/test_changelog.py", "tests/test_forges.py", "tests/release"),
         ("3.13",), "they read the text of the sources"),
    Some(("tests/test_distribution.py", "tests/test_survey.py", "tests/test_fresh.py",
          "tests/test_windows_in_wine.py", "tests/test_scoreboard.py", "tests/test_code_blocks.py",
          "tests/test_elsewhere.py", "tests/test_site.py", "tests/hosts/test_adding_a_host.py"), ("3.13",),
         "what they make, or run, is the same on each"),
    Some(("tests/app/job/test_examples.py", "tests/app/job/test_pipeline_page.py", "tests/app/job/test_recipes.py",
          "tests/app/job/test_scripts_of_pages.py", "tests/app/reference"), ("3.13",),
         "they are about pages; what these call, the other files of tests/app/job call on both ends"),
    Some(("tests/hosts/blender/extension/test_native_window.py",
          "tests/hosts/blender/extension/test_submitting_window.py",
          "tests/hosts/blender/extension/test_extension_window.py"), ("3.11",),
         "they run inside a Blender, whose Python is its own"),
    Some(("tests/test_fault_bench.py", "tests/test_fault_model.py"), ("3.11",),
         "they play at length what tests/core/transfer has one by one"),
    Some(("tests/ui/numbers", "tests/ui/test_chinese.py", "tests/ui/test_jobs_live.py"), ("3.9",),
         "they compare what is said with farm, journal, disk and catalogue, whichever Qt shows it"),
    Some(("tests/app/cli/test_demo.py", "tests/app/cli/test_movie_command.py", "tests/app/cli/test_triage_command.py"),
         ("3.13",), "the newest Blender, or OpenImageIO, is there"),
    Some(("tests/app/cli/test_account_commands.py", "tests/app/cli/test_after_command.py",
          "tests/app/cli/test_budget_command.py", "tests/app/cli/test_cli.py", "tests/app/cli/test_command_modules.py",
          "tests/app/cli/test_completion_command.py", "tests/app/cli/test_environments_command.py",
          "tests/app/cli/test_every_command.py", "tests/app/cli/test_exit_codes.py",
          "tests/app/cli/test_farm_command.py", "tests/app/cli/test_foreign_names.py", "tests/app/cli/test_home.py",
          "tests/app/cli/test_one_task.py", "tests/app/cli/test_output.py",
          "tests/app/cli/test_plain_commands.py", "tests/app/cli/test_plan_command.py",
          "tests/app/cli/test_progress.py", "tests/app/cli/test_reference.py", "tests/app/cli/test_restart_command.py",
          "tests/app/cli/test_sharing_commands.py", "tests/app/cli/test_stopping.py",
          "tests/app/cli/test_transfers_command.py", "tests/app/cli/test_unknown.py",
          "tests/app/cli/test_verify_command.py", "tests/app/doctor", "tests/app/install"), ("3.9",),
         "they are about what commands say and leave behind, and the oldest Python knows the least; that any starts on"
         " the newest tests/test_distribution.py says"),
    Some(("tests/core/api/test_api_garbage.py", "tests/core/api/test_api_table.py",
          "tests/core/api/test_document_examples.py", "tests/core/assets", "tests/core/checks", "tests/core/common",
          "tests/core/hooks", "tests/core/jobs", "tests/core/model", "tests/core/money", "tests/core/offer",
          "tests/core/plan", "tests/core/session/details", "tests/core/session/dropped", "tests/core/session/hooks",
          "tests/core/session/jobs/test_files_here.py", "tests/core/session/jobs/test_jobs_listing.py",
          "tests/core/session/money", "tests/core/session/test_answers.py", "tests/core/session/test_checking.py",
          "tests/core/session/test_doors.py", "tests/core/session/test_output_folder.py",
          "tests/core/session/test_results_folder.py", "tests/core/session/test_scan_slices.py",
          "tests/core/session/test_scene_file.py", "tests/core/session/test_scene_names.py",
          "tests/core/session/test_session.py", "tests/core/session/test_session_files.py",
          "tests/core/session/test_session_frames.py", "tests/core/session/test_session_memory.py",
          "tests/core/session/test_session_plans.py", "tests/core/session/test_session_roots.py",
          "tests/core/session/test_since.py", "tests/core/session/test_written_each_time.py", "tests/core/settings"),
         ("3.9",),
         "they are about our own code, for which the Qt and the libraries that differ do nothing: the oldest Python"
         " knows the least, and on the newest the same code works below tests/ui and tests/core/transfer"),
    Some(("tests/core/pictures", "tests/core/session/review", "tests/core/session/jobs/test_looks_over.py"), ("3.13",),
         "OpenImageIO is there"),
    Some(("tests/golden", "tests/hosts/houdini", "tests/hosts/max", "tests/hosts/maya"), ("3.13",),
         "they read scenes that are made up, and the stubs that the doubles are compared with are there alone"),
    Some(("tests/ui/test_drawing.py", "tests/ui/test_state_fields.py"), ("3.13",),
         "they read the text of the sources, too"),
    Some(("tests/ui/review/test_flipbook.py", "tests/ui/review/test_marks.py", "tests/ui/test_account_page.py",
          "tests/ui/test_door_pages.py", "tests/ui/test_hooks_shown.py", "tests/ui/test_jobs.py",
          "tests/ui/test_jobs_why.py", "tests/ui/test_money_page.py", "tests/ui/test_network_settings.py",
          "tests/ui/test_not_known.py", "tests/ui/test_own_settings.py", "tests/ui/test_panel.py",
          "tests/ui/test_review_bar.py", "tests/ui/test_transfers_tab.py"), ("3.9",),
         "they are about what is said and what the session is asked for: what they show the files beside them draw on"
         " both ends"),
    Some(("tests/ui/test_said_in_states.py", "tests/ui/test_stray_windows.py"), ("3.9",),
         "sentences of ours, and a parent that a widget of ours lacks, are the same whichever Qt shows them"),
    Some(("tests/ui/test_measures.py",), ("3.9",),
         "it plants what tests/ui/test_fit_matrix.py looks for on both ends"),
    Some(("tests/ui/test_assets_tab.py", "tests/ui/test_dropped_page.py", "tests/ui/test_farm_away.py",
          "tests/ui/test_life.py", "tests/ui/test_live.py", "tests/ui/test_next_step.py",
          "tests/ui/test_scene_again.py", "tests/ui/test_task_list.py", "tests/ui/test_tour.py",
          "tests/ui/test_viewer_channels.py", "tests/ui/test_waiting_tasks.py"), ("3.13",),
         "they are about what is said, in which order, and what the session is asked for, too"),
    Some(("tests/core/api/test_processes.py", "tests/core/transfer/after", "tests/core/transfer/budgets",
          "tests/core/transfer/fetch", "tests/core/transfer/hooks", "tests/core/transfer/journal",
          "tests/core/transfer/login", "tests/core/transfer/rayvision", "tests/core/transfer/supervised",
          "tests/core/transfer/telling", "tests/core/transfer/test_agent.py",
          "tests/core/transfer/test_cancelling.py", "tests/core/transfer/test_copies.py",
          "tests/core/transfer/test_failed_frames.py", "tests/core/transfer/test_identity.py",
          "tests/core/transfer/test_large.py", "tests/core/transfer/test_probes.py",
          "tests/core/transfer/test_rendered_again.py", "tests/core/transfer/test_speed.py",
          "tests/core/transfer/test_starting.py", "tests/core/transfer/test_survival.py",
          "tests/core/transfer/test_task_guard.py", "tests/core/transfer/test_upgrade.py",
          "tests/core/transfer/test_upload.py", "tests/core/transfer/test_what_stays.py"), ("3.13",),
         "they are about files, processes and SQLite, which are the same for each; tests/core/transfer/http has the"
         " libraries on both ends"),
    Some(("tests/conformance", "tests/farm/transmitter"), ("3.13",),
         "they have programs speak to a farm, for whose libraries tests/farm/http asks on both ends"),
    Some(("tests/farm/http/test_farm_process.py", "tests/farm/http/test_killed_farm.py",
          "tests/farm/http/test_status_command.py"), ("3.13",),
         "they are about processes and signals; the files beside them have the libraries on both ends"),
    Some(("tests/test_dev.py",), ("3.9",), "dev.py itself runs on the oldest Python that there is"),
    Some(("tests/ui/days/test_five_units.py",), ("3.9",), "each Qt plays a day of its own"),
    Some(("tests/ui/days/test_shot_of_120.py", "tests/ui/days/test_still_frame.py"), ("3.13",),
         "each Qt plays days of its own"),
    Some(("tests/farm/base", "tests/farm/calls", "tests/farm/rules", "tests/farm/store"), ("3.13",),
         "they are about the farm's own answers; tests/farm/http has the libraries that give them on both ends"),
    Some(("tests/hosts/blender/programs",), ("3.11",),
         "they start Blenders as programs, which have a Python of their own"),
    Some(("tests/farm/renderers/test_pool.py",), ("3.13",), "its renderers are programs of ours"),
    Some(("tests/hosts/blender/extension/test_changing_versions.py",), ("3.13",),
         "what an installed extension leaves for the next one is the same in each Blender"),
    Some(("tests/hosts/blender/extension/test_zips.py",), ("3.13",),
         "what is zipped is the same for each Blender; that each takes it the files beside this one say"),
    Some(("tests/hosts/test_houdini_scenes_read.py", "tests/hosts/test_scenes_read.py"), ("3.9",),
         "they read scenes that are made up, by code of ours alone, and the oldest Python knows the least"),
    Some(("tests/farm/renderers", "tests/hosts/blender", "tests/test_end_to_end.py"), ("3.11", "3.13"),
         "these have a Blender each"),
    Some(("tests/core", "tests/ui", "tests/app", "tests/farm/http", "tests/hosts/recorded",
          "tests/hosts/test_contract.py", "tests/hosts/test_starting_up.py"), ENDS,
         "these are the oldest and the newest, each with the Qt and the libraries of its time"),
)


def left_out(version: str, there: Collection[str]) -> list[str]:
    """Paths of the tests that need not run on one of the Pythons that are there."""
    return [path for some in SOME for path in some.paths if version not in _on(some, tuple(there))]


def sentences(there: Collection[str]) -> list[str]:
    """Say which tests run on some of the Pythons only; empty where there is one Python."""
    return [f"Ran on {' and '.join(on)} only, as {some.reason}: {', '.join(some.paths)}."
            for some in SOME if len(on := _on(some, tuple(there))) < len(there)]


@functools.cache
def _on(some: Some, there: tuple[str, ...]) -> list[str]:
    """Where they run; of tests in a folder that has a line of its own, only there where the folder runs."""
    around = [each for each in SOME if each is not some and all(_inside(path, each.paths) for path in some.paths)]
    possible = [version for version in there if all(version in _on(each, there) for each in around)]
    return [version for version in possible if version in some.versions] or possible[:1]


def _inside(path: str, folders: Collection[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)
