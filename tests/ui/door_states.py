"""States of signing in, settings, environments and notices: what ``states.py`` leaves out."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from tests.ui.having import having
from tests.ui.sentences import no_farm

from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.common.i18n import _
from foxsubmit.core.jobs.tasks import TaskRow
from foxsubmit.core.money.before import EarlierTask
from foxsubmit.core.money.costs import Costs, TaskEntry
from foxsubmit.core.offer.account_details import AccountProject, FarmSettings, FrameTotals, Record, RentedNode
from foxsubmit.core.offer.drafts import Notice, SignIn
from foxsubmit.core.offer.environment_edit import draft_of, new_draft
from foxsubmit.core.offer.software import Offer, OfferedPlugin
from foxsubmit.core.offer.values import Environment
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.session.details.state import Listed
from foxsubmit.core.session.state import AccountState, Connection, SceneState, State
from foxsubmit.core.settings.accounts import KnownAccount
from foxsubmit.core.settings.preferences import Preferences
from foxsubmit.core.settings.sinks import Sinks
from foxsubmit.core.transfer.budgets.budget import Budget, BudgetState
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.core.transfer.telling.table import KeptNotice

ACCOUNTS = (KnownAccount("ak-north", "north-studio", "task.foxrenderfarm.com", "6"),
            KnownAccount("ak-lantern", "lantern", "task.renderbus.com", "2"),
            KnownAccount("local", "Local farm", "127.0.0.1:40123", "2", removable=False))
PLATFORMS = (("2", "www2"), ("6", "www6"), ("9", "www9"))
VERSIONS = ("2024", "2025", "2026")
OFFER = Offer(2000, "Maya", VERSIONS, tuple(
    OfferedPlugin(name, version, number * 100 + place * 10 + at, there)
    for number, (name, versions) in enumerate({
        "MtoA": ("5.3.5", "5.4.5", "5.5.2"), "Yeti": ("4.1.2", "4.2.0"), "Golaem": ("8.2",),
        "redshift": ("3.6.04",)}.items())
    for place, version in enumerate(versions) for at, there in enumerate(VERSIONS)))
ENVIRONMENTS = (
    Environment("Maya 2025, MtoA 5.4.5", "Maya", "2025", (("MtoA", "5.4.5"), ("Yeti", "4.2.0")), True),
    Environment("Maya 2025, V-Ray 7", "Maya", "2025", (("vrayformaya", "7.00.01"),)),
    Environment("Maya 2024, MtoA 5.3.5", "Maya", "2024", (("MtoA", "5.3.5"), ("Yeti", "4.1.2"), ("Golaem", "8.2"))),
    Environment("Maya 2026 for the long shots of the courtyard sequence with everything", "Maya", "2026"))


class DoorStates:
    """Mixed into ``States``."""

    def no_account(self) -> State:
        return State(scene=SceneState(host="blender"), account=AccountState(connection=Connection.AWAY,
                trouble=no_farm(), sign_in=SignIn(needed=True, keyring=True)))

    def signing_in(self) -> State:
        return having(self.no_account(), account={"sign_in": SignIn(
            needed=True, keyring=False, busy="Starting the farm on this computer")})

    def signed_in(self) -> State:
        return having(self.no_account(), account={"sign_in": SignIn(
            needed=True, keyring=True, ok=True, platforms=PLATFORMS,
            text=_("Connected as {name} in {seconds:.2f} s.").format(name="north-studio", seconds=0.18))})

    def wrong_key(self) -> State:
        return having(
            self.no_account(),
            account={
                "sign_in": SignIn(
                    needed=True,
                    keyring=True,
                    ok=False,
                    text=(
                        "The farm does not accept the access id and key: check both "
                        "(code 611: signature error)."
                    ),
                )
            },
        )

    def many_accounts(self) -> State:
        return having(self.studio(), account={"known": ACCOUNTS, "id": "ak-north", "platforms": PLATFORMS})

    def locked_out(self) -> State:
        return having(
            self.many_accounts(),
            account={
                "connection": Connection.AWAY,
                "trouble_code": 804,
                "trouble": "The account is locked: ask the farm's support (code 804: account locked).",
            },
        )

    def in_settings(self) -> State:
        return having(self.many_accounts(), settings={"cache_bytes": 812_000_000, "locked": frozenset({"proxy"}),
                                                      "preferences": Preferences(proxy="http://proxy.studio:8080",
                                                              largest_file=20.0), "errors": {"download_folder": _(
                                       "There is no folder {path}: choose another one.").format(path="Q:/renders")}})

    def own_things(self) -> State:
        return having(self.many_accounts(), details={
            "settings": FarmSettings(7200, "1", True, True, True, False, None),
            "totals": FrameTotals(1204, 36, 128_450, 17, 240, 129_947),
            "nodes": (RentedNode(1, "Twelve nodes with 4090"), RentedNode(7, "Night pack")),
            "software": ("Maya", "3ds Max", "Houdini", "Cinema 4D", "Blender", "KeyShot", "Clarisse", "Nuke", "Katana"),
            "account_projects": (AccountProject(100_3674, "lantern", True),
                                 AccountProject(3671, "courtyard sequence, second unit with the long takes", False)),
            "task_records": Listed(tuple(
                Record(str(place), 1772374800.0 - place * 540, who, what, 35735988 - place % 3, more)
                for place, (who, what, more) in enumerate((
                    ("north-studio", "submit", ""), ("north-studio", "user_level", "60"), ("mei", "hardware", "303"),
                    ("mei", "stop", "frames"), ("north-studio", "merge", "cluster: east"), ("mei", "delete", "")))),
                1, True),
            "sign_ins": Listed((Record("1", 1772374800.0, "north-studio", address="203.0.113.7"),
                                Record("2", 1772301000.0, "mei", address="2001:db8::8a2e:370:7334")), 1),
            "elsewhere": Listed((
                TaskRow(35736302, "lobby_night_v013.max", TaskStatus.RENDERING, 5, 240, 31, artist="Mei", user="mei"),
                TaskRow(35736299, "pyro_wide_v002.hip", TaskStatus.WAITING, 0, 120, user="studio-fx"),
                TaskRow(35736290, "test.ma", TaskStatus.RENDERING, 5, 10, 3)), 1),
            "recycled": Listed((TaskRow(35730001, "courtyard_sh010_lighting_v012_final_really.ma", TaskStatus.DONE, 25,
                                        1200, 1200, submitted=1772201000.0),
                                TaskRow(35729990, "test.ma", TaskStatus.USER_STOPPED, 15, 24, 3)), 1)})

    def own_things_refused(self) -> State:
        said = "This account may not do that: ask the owner of the main account (code 605: insufficient permissions)."
        return having(self.own_things(), details={
            "nodes": None, "settings": None, "task_records": Listed(), "account_projects": None, "totals": None,
            "troubles": {"nodes": said, "settings": said, "task_records": said}})

    def editing(self) -> State:
        state = having(self.many_accounts(), environments={"known": ENVIRONMENTS})
        draft = draft_of(traits_of(state.scene.host), ENVIRONMENTS[0], OFFER, state.scene.scene)
        return having(state, environments={"editor": draft})

    def editing_changed(self) -> State:
        state = self.editing()
        draft = draft_of(traits_of(state.scene.host), ENVIRONMENTS[0], OFFER, state.scene.scene)
        return having(state, environments={"editor": dataclasses.replace(draft, changes=2, error=(
            "There is an environment “Maya 2025” already: choose another name."))})

    def editing_new(self) -> State:
        state = having(self.many_accounts(), environments={"known": ()})
        draft = new_draft(traits_of(state.scene.host), OFFER, state.scene.scene, ())
        return having(state, environments={"editor": draft})

    def noticed(self) -> State:
        return having(self.many_accounts(), jobs={"notices": (
            Notice("1", "“lantern_lookdev_v004” is done.", "ok", 35735988),
            Notice("2", "“pyro_test_v008” is done, but for 2 frames that failed: look at their logs.", "error",
                   35734872))})

    def over_budget(self) -> State:
        state = having(self.noticed(), money={"notices": (Notice(
            "3", "Task 35736251 is paused: its budget of 20.00 USD is used up (20.61 USD spent).", "error", 35736251,
            "budget", "b", kept=True),)})
        return having(state, submit={"choices": dataclasses.replace(state.submit.choices, budget=20.0)})

    def after_another(self) -> State:
        """A submission that waits for a task whose frames failed, and the next one that is to wait for it."""
        state = self.studio()
        _first, second, *others = state.transfers.rows
        said = "Task 35735988: 2 of 48 frames failed. It waits until that ends well, or until you start it."
        held = dataclasses.replace(
            second, id="h", name="lantern_comp_v002.blend", state=TransferState.HELD, stage=TransferState.HELD,
            task_id=35736260, fetched=0, speed=0.0, after=("35735988",), if_failed="wait", message=said)
        later = dataclasses.replace(others[1], id="l", message="", after=("35736260",), if_failed="start")
        state = having(state, transfers={"rows": (held, later, second, *others[2:]), "selected": "h"}, money={
            "notices": (Notice("4", "“lantern_comp_v002.blend” (task 35736260) waits: Task 35735988: 2 of 48 frames "
                               "failed. Start it now, or it waits until that ends well.", "warn", 35736260, "release",
                               kept=True),)})
        return having(state, submit={"choices": dataclasses.replace(state.submit.choices, after=("h",))})

    def short_of_money(self) -> State:
        """The submission may cost more than the account has."""
        state = self.studio_ready()
        poor = dataclasses.replace(state.account.profile, balance=18.4, coupon=0.0)
        return having(state, account={"profile": poor},
                      money={"earlier": (EarlierTask(1, Decimal(14), 120), EarlierTask(2, Decimal(17), 120))})

    def money(self) -> State:
        budgets = (
            Budget("b", "ak", "", "courtyard", Decimal(500), Decimal(500), BudgetState.OPEN, True, Decimal("431.2"), 0,
                   "USD", "", (35736251, 35736252), (35736251,)),
            Budget("c", "ak", "", "", Decimal(20), Decimal(20), BudgetState.PAUSED, True, Decimal("20.61"), 0, "USD",
                   "", (35736251,)))
        history = tuple(KeptNotice(str(number), 1_772_373_900.0 + 4000 * number, "ak", "", 35736251, "", "ended", tone,
                                   text, "", gone) for number, (text, tone, gone) in enumerate((
                                       ("“courtyard_sh040_v017.ma” (task 35735988) is done.", "ok", 1.0),
                                       ("“pyro_test_v008” (task 35734872): 2 of 48 frames failed (31, 32): out of "
                                        "memory.", "error", 1.0),
                                       ("Task 35736251 is paused: its budget of 20.00 USD is used up (20.61 USD "
                                        "spent).", "error", 0.0))))[::-1]
        tasks = tuple(TaskEntry(number, project, "Lea", f"2026-03-{1 + number % 28:02}", cost)
                      for number, (project, cost) in enumerate(
                          [("courtyard", Decimal(7 + 5 * (number % 9))) for number in range(40)]
                          + [("lantern", Decimal("3.305"))] * 9
                          + [("", Decimal("0.2")), ("lantern", None), (None, None)]))
        return having(self.many_accounts(), money={
            "budgets": budgets, "history": history, "costs": Costs(tasks, "USD"),
            "sinks": Sinks("smtp.studio.com:587", "lea@studio.com", "", "lea@studio.com, ben@studio.com", "slack"),
            "tested": "The test was sent by mail. The test was sent to Slack."})

    def studio_broken(self) -> State:
        return having(
            self.ready(),
            settings={
                "warning": "The studio's settings in //server/studio.json cannot be read: ask whoever looks after them."
            },
        )

    def with_presets(self) -> State:
        return having(self.many_accounts(), settings={"presets": ("Final quality", "Quick look", "Test frames only")})
