"""docs/api.md, read out of the code: ``python tests/core/api/api_table.py`` writes it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from pathlib import Path

import faces

from foxsubmit.core.api import FoxAPI
from foxsubmit.farm.base.routes import ROUTES
from foxsubmit.farm.http import app  # noqa: F401 - it imports what registers the routes

DOCUMENT = Path(__file__).parents[3] / "docs" / "api.md"
GROUPS = ("user", "query", "task", "env", "tag", "transmit")
HEAD = """\
# The API

```python
from foxsubmit import FoxAPI

with FoxAPI(access_id, access_key, domain="task.foxrenderfarm.com", platform="2") as api:
    for task in api.query.get_task_list(page_size=20)["items"]:
        print(task["id"], task["taskStatus"])
```

The calls of Fox Renderfarm's interface document, with its names, parameters and defaults, and those that the
vendor's current SDK adds. Each returns the `data` of the answer, typed in `core/api/types.py`; the numbers of
states, frame types and host applications are on [a page](reference/codes.md) with the refusals, errors in
`core/common/errors.py`. A
script written for the SDK changes its import: `from foxsubmit import RayvisionAPI` ([rayvision.md](rayvision.md)).

This page is written by `python tests/core/api/api_table.py`; a test notices when it is stale.

**Verb.** A *query* only reads: it is sent again, twice at most, when the connection fails. A *command* changes
something: it is sent once, and again only if it certainly was not made; an error after it may have been made says
so. *–* makes other calls of this page.
**Path.** The second one is tried when the farm answers 404 to the first
([why this order](decisions/0006-current-path-first.md)).
**SDK.** *same* where rayvision-api 3.0.4.3 has the call under the same name and with the same first arguments, else
what is otherwise there; `foxsubmit.rayvision` has it so. *–* is ours alone.
**Farm.** The module of the embedded farm that answers both paths ([farm.md](farm.md)).
**Panel, CLI, Job.** The module of the panel, the command line and `foxsubmit.job` ([pipeline.md](pipeline.md)) that
reaches the call, the nearest one where several do, as the code says it; *the agent* makes it for submissions of all
three. What a job does not do by itself, a script does by the client that `job.client()` returns.

## When a call fails

Every error is a `FoxError` (`from foxsubmit import FoxError`) whose text is a sentence; what a program needs is in its
attributes. A query is sent again
when the connection broke, on HTTP 429 and 5xx, and on the farm's own codes 429, 500 and 503. A change is sent again
only where it certainly was not made: it never arrived, or it was turned away with 429. `Retry-After` is obeyed up to 20
seconds; a longer one is an error at once, with `retry_after`. A certificate that is refused is not tried again, and
signed calls follow no redirection. All of it is a policy that can be replaced:

```python
from foxsubmit import FoxAPI, Retry

api = FoxAPI(access_id, access_key, retry=Retry(waits=(1, 5, 30), longest=120))
```

`waits=()` sends each call once; a class of yours overrides `again(error, change=…)`. After a call, `api.last_response`
has the path, HTTP status, code, request id, the farm's clock, the seconds and the number of requests that it took: that
of this thread. `on_request=` and `on_response=` are called for each request and answer (not with headers, which are
secret); a hook that fails is logged and costs nothing. `session=` is a function that makes a `requests.Session` for
each thread. A client can be used by any number of threads, inherited by a fork and pickled, if its hooks can.

`api.query.iter_tasks()` and `iter_all_frames()` go through all pages; `api.query.wait_for_tasks([task], timeout=3600)`
returns when tasks are over, or rest until somebody decides. Statuses that the farm invents later are
`TaskStatus.UNKNOWN_…` with their number, and keys that are not documented are passed on as they are.

`domain` may be typed in any case, with `https://` or its port. A farm on this machine speaks plain HTTP
(`RAYVISION_API_DOMAIN=http://127.0.0.1:18731`); plain HTTP to any other is refused, unless `protocol="http"` asks for
it. There is no asynchronous twin ([why](decisions/0020-no-asynchronous-twin.md)).
"""
FOOT = """
## Slips of the interface document

- **createTask** returns an object, and the example of *Submit task* takes `create_task_id[0]` of it. It means
  `create_task_id["taskIdList"][0]`; here both work.
- ***Upload the task profile*** (taskJsonFile) shows the example of *Start task*. It means
  `api.transmit.upload_json_content(task_id=…, content=…, file_name="task.json")`.
- ***Update user settings*** has its example under the heading *Example of return*.
- ***Task thumbnail*** shows the answer of another call ("SUCCESS"). It returns a list of paths, empty where there
  is none.
- ***Obtain supported rendering software plugins*** shows the answer of *supported rendering software*. It returns
  `cgVersion` and `cgPlugin`, as its table says.
- **frameStatus** is a scale of its own (`FrameStatus`); the table printed beside it is the task's.
- **get_task_list**: the default of `page_size` is 100, as in the SDK; the document prints 1.
- **current** of the hardware configuration marks what the task uses; the document's table says the opposite of
  its example.
- **get_custome_frames**, **get_frame_thumbnall**, **set_task_overtime_top** are spelled so by the vendor, and
  restart_* are in `query`.
"""


OTHERS = "others of this page"

WITHOUT_A_FACE = {
    "query.get_transfer_server_msg": "for scripts: of Raysync's own client, which the vendor's program brings along",
    "query.get_raysync_user_key": "for scripts: a secret of Raysync's own client",
    "query.iter_tasks": "for scripts: pages of `get_task_list` one after another",
    "query.wait_for_tasks": "for scripts: `foxsubmit watch` and the panel look by themselves",
    "query.get_all_frames": "for scripts: pages of `task_frames` together",
    "query.get_custome_frames": "for scripts: `restart_frame` by names instead of ids",
    "query.frame_number_to_stop": "for scripts: `stop_frame` by names instead of ids",
    "tag.get_label_list": "for scripts: `get_list` has the main account's projects too",
    "tag.get_project_list": "for scripts: `get_list` has the main account's projects too",
}
"""Calls that neither the panel nor the command line makes, and why."""


OURS_ALONE = {"query.iter_tasks", "query.iter_all_frames", "query.wait_for_tasks"}
"""Calls that the vendor's client does not have."""

OTHERWISE_IN_THE_SDK = {
    "tag.delete_task_tag": "tasks and names come first",
    "query.supported_plugin": "by default for this computer's system",
    "env.add_render_env": "`data` alone", "env.update_render_env": "`data` alone", "task.submit_task": "`only_id`, too",
}


CLIENT = "`job.client()`"


def farm(paths):
    """Return the cell of the module that answers a call's paths."""
    modules = {ROUTES[path].__module__.partition(".")[2].replace(".", "/") for path in paths}
    return "<br>".join(f"`{module}.py`" for module in sorted(modules)) or OTHERS


def sdk(call):
    """Return the cell that says how the vendor's client has a call."""
    return "–" if call in OURS_ALONE else OTHERWISE_IN_THE_SDK.get(call, "same")


def face(found, part):
    """Return the cell of a call: the module that reaches it, or that the agent makes it for every submission."""
    return f"`{found[part]}`" if part in found else "the agent" if faces.AGENT in found else "–"


def shown_faces(call, code):
    """Return the three cells; one without a module has the reason."""
    if call in WITHOUT_A_FACE:
        return f"{WITHOUT_A_FACE[call]} | as the panel | {CLIENT}"
    found = code.faces(call)
    panel, cli, job = (face(found, part) for part in (faces.PANEL, faces.CLI, faces.JOB))
    return f"{panel} | {cli} | {CLIENT if job == '–' else job}"


def faceless(ours, code):
    """Name the calls that nobody makes without a reason, and the reasons of calls that somebody does make."""
    for group, name, *_rest in ours:
        found = bool(code.faces(f"{group}.{name}"))
        if found == (f"{group}.{name}" in WITHOUT_A_FACE):
            yield f"{group}.{name}"


def calls():
    """(group, name, signature, verb, paths, first line) of every public method, in the order of the code."""
    api = FoxAPI("id", "key")
    for group in GROUPS:
        for owner in type(getattr(api, group)).__mro__:
            for name, method in vars(owner).items():
                if inspect.isfunction(method) and not name.startswith("_"):
                    verb, paths = endpoint(method)
                    meaning = (inspect.getdoc(method) or "").partition("\n")[0]
                    yield group, name, signature(method), verb, paths, meaning


def endpoint(method):
    """("query", [path, …]) of a method; ("–", []) of one that makes other calls."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(method)))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"_query", "_command"}:
            return node.func.attr[1:], [each.value for each in node.args if isinstance(each, ast.Constant)]
    return "–", []


def signature(method):
    """``task_id, page_num=1``: names and defaults."""
    parameters = list(inspect.signature(method).parameters.values())[1:]
    return ", ".join(each.name if each.default is each.empty else f"{each.name}={shown(each.default)}"
                     for each in parameters)


def shown(default):
    return int(default) if isinstance(default, int) else repr(default)


def document():
    """The whole page."""
    lines, shown_group, code = [HEAD], "", faces.package()
    for group, name, parameters, verb, paths, meaning in calls():
        if group != shown_group:
            lines.append(f"\n## api.{group}\n\n| Call | Verb | Path | | SDK | Farm | Panel | CLI | Job |\n"
                         "|---|---|---|---|---|---|---|---|---|")
            shown_group = group
        path, call = "<br>".join(f"`{path}`" for path in paths) or OTHERS, f"{group}.{name}"
        lines.append(f"| `{name}({parameters})` | {verb} | {path} | {meaning.replace('|', chr(92) + '|')} | "
                     f"{sdk(call)} | {farm(paths)} | {shown_faces(call, code)} |")
    return "\n".join(lines) + "\n" + FOOT


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
