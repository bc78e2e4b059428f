"""docs/reference/farm.md: how the embedded farm starts, how it fails on purpose, what it answers."""

from __future__ import annotations

import dataclasses

from told import fields_of, markdown, table

from foxsubmit.farm.base.constants import CPU_PRICE, GPU_PRICE, LEAST_FEE
from foxsubmit.farm.base.faults import KINDS, STATUSES, Fault
from foxsubmit.farm.base.hardware import GPU, ON, hardware
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.app import ROUTES
from foxsubmit.testing.tls import FAULTS

HEAD = """\
# The farm: options, faults, calls

[The embedded farm](../farm.md) explains what it is for. `python tests/app/reference/written.py` generates this page
from the code; a
test notices when it is stale.

"""
OPTIONS = """
## How it starts

Fields of `Options`; the command line's options for them are under [foxsubmit farm](command-line.md#foxsubmit-farm).

"""
FAULTS_HEAD = """
## Faults

Typed as `foxsubmit farm --fault drop,path=createTask,count=1`, or in a test as
`farm.faults("drop,path=createTask,count=1")`.

"""


def _options():
    said = fields_of(Options)
    for field in dataclasses.fields(Options):
        plain = "–" if field.default in (None, ()) else f"`{field.default}`"
        yield [f"`{field.name}`", plain, markdown(said[field.name])]


def _nodes():
    for each in hardware(set()):
        price = GPU_PRICE if each["type"] == GPU else CPU_PRICE
        yield [str(each["id"]), "graphics cards" if each["type"] == GPU else "processors", each["model"], each["ram"],
               f"{price} USD", "yes" if each["status"] == ON else "switched off"]


def document():
    """The whole page."""
    said = fields_of(Fault)
    values = [[f"`{field.name}`", f"`{field.default}`" if field.default != "" else "–", markdown(said[field.name])]
              for field in dataclasses.fields(Fault) if field.name != "kind"]
    choosing = {kind: f"; {usual} unless `status=` says another"
                for kind, (usual, allowed) in STATUSES.items() if len(allowed) > 1}
    kinds = [[f"`{kind}`", words + choosing.get(kind, "")] for kind, words in KINDS.items()]
    calls = [[f"`{path}`", f"`{handler.__module__.partition('.')[2].replace('.', '/')}.py`"]
             for path, handler in sorted(ROUTES.items())]
    return "".join([
        HEAD.rstrip("\n") + "\n", OPTIONS, table(*_options(), head=["Option", "Built in", "Meaning"]), "\n",
        "\n## Its nodes\n\n", table(*_nodes(), head=["Number", "Kind", "Model", "Memory", "An hour", "Usable"]),
        f"\n\nNo money is involved: the balance is a number that goes down. A frame costs at least {LEAST_FEE} USD.\n",
        FAULTS_HEAD, table(*kinds, head=["Fault", "What it does"]), "\n\n",
        table(*values, head=["With", "Built in", "Meaning"]), "\n\n### Faults of certificates\n\n",
        "For `with farm.tls(\"expired\") as front:`.\n\n",
        table(*([f"`{name}`", words] for name, words in FAULTS.items()), head=["Fault", "What it does"]), "\n",
        "\n## Calls\n\n", "Every path that the farm answers, and the module with the function.\n\n",
        table(*calls, head=["Path", "Module"]), "\n"])
