"""``RayvisionAPI``: arguments, defaults, attributes and methods of the vendor's class."""

from __future__ import annotations

import functools
import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..core.api import ID_VARIABLE, KEY_VARIABLE
from ..core.api.transmit import Transmit
from ..core.api.wire.domain import DOMAIN_VARIABLE, read_domain
from ..core.api.wire.told import Response
from ..core.common.i18n import _
from ..core.common.logs import in_lines
from .connect import Connect
from .exception import MissingKey, RayvisionError, RayvisonTaskIdError
from .groups import QueryOperator, RenderEnvOperator, TagOperator, TaskOperator, UserOperator, number_of

NAME = "rayvision_api"
DOMAIN = "task.renderbus.com"
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class RayvisionAPI:
    """A client whose arguments, in their order and with their defaults, are those of the vendor's class; it signs in.

    RAYVISION_API_ACCESS_ID and RAYVISION_API_KEY stand in for keys that are not given, RAYVISION_API_DOMAIN for the
    domain. Without ``log_folder`` nothing is written to a file.

    Raises:
        MissingKey: there is no access id or no key.
    """

    def __init__(
        self,
        access_id: str | None = None,
        access_key: str | None = None,
        domain: str = DOMAIN,
        platform: str = "4",
        protocol: str = "https",
        logger: logging.Logger | None = None,
        log_folder: str | None = None,
        log_name: str | None = None,
        log_level: str = "DEBUG",
        timeout: float | tuple[float, float] = 60,
    ) -> None:
        self.platform = platform
        self.logger = logger or _logger(log_folder, log_name, log_level)
        access_id = access_id or os.environ.get(ID_VARIABLE, "")
        access_key = access_key or os.environ.get(KEY_VARIABLE, "")
        for value, name in ((access_id, ID_VARIABLE), (access_key, KEY_VARIABLE)):
            if not value:
                raise MissingKey(_("The access id or key is missing: pass it, or set {name}.").format(name=name))
        if domain == DOMAIN and os.environ.get(DOMAIN_VARIABLE):
            domain, protocol = read_domain(os.environ[DOMAIN_VARIABLE])
        self._connect = Connect(access_id, access_key, domain, platform, protocol, timeout=timeout,
                                on_response=functools.partial(_log, self.logger))
        self.user = UserOperator(self._connect)
        self.task = TaskOperator(self._connect)
        self.query = QueryOperator(self._connect)
        self.tag = TagOperator(self._connect)
        self.env = RenderEnvOperator(self._connect)
        self.transmit = Transmit(self._connect)
        self.user.sign_in()

    @property
    def user_info(self) -> dict[str, Any]:
        """The account as it was at the sign-in."""
        return self.user.info

    @property
    def connect(self) -> Connect:
        """The connection: ``domain``, ``platform``, ``timeout`` and ``post``."""
        return self._connect

    def get_user_id(self) -> Any:
        """Return the number of the account."""
        return number_of(self.user)

    def check_and_add_project_name(self, project_name: str) -> str:
        """Return the id of a project, which is added where it is not there; empty where it is not there even then."""
        found = self._project(project_name)
        if not found:
            self.tag.add_label(project_name, 0)
            found = self._project(project_name)
        return found

    def _project(self, name: str) -> str:
        projects = self.tag.get_list(flag=2)["projectNameList"]
        return next((str(each["projectId"]) for each in projects if each["projectName"] == name), "")

    def submit(self, task_id: int, producer: str | None = None) -> bool:
        """Start a task whose configuration files are uploaded."""
        if not isinstance(task_id, int):
            raise RayvisonTaskIdError(10006, _("“{task}” is not the number of a task.").format(task=task_id))
        self.task.submit_task(task_id, producer)
        return True

    def submit_by_data(
        self, task_info: str | Mapping[str, Any], file_name: str = "task.json", producer: str | None = None
    ) -> bool:
        """Store a task.json, as an object, a text or the path of a file, and start its task.

        Task, account and project are filled in where they are empty.
        """
        document = _document(task_info)
        about = document["task_info"] = {**document.get("task_info", {})}
        task_id = int(about.get("task_id") or self.task.task_id)
        about["task_id"] = str(task_id)
        about["user_id"] = str(about.get("user_id") or self.get_user_id())
        if not about.get("project_id"):
            name = about.get("project_name")
            about["project_id"] = self.check_and_add_project_name(name) if name else "0"
        self.transmit.upload_json_content(task_id, json.dumps(document), file_name)
        return self.submit(task_id, producer)


def _document(given: str | Mapping[str, Any]) -> dict[str, Any]:
    """Read a task.json.

    Raises:
        RayvisionError: it is empty, or none.
    """
    try:
        if isinstance(given, str):
            given = json.loads(given if given.lstrip().startswith("{") else Path(given).read_text(encoding="utf-8"))
        document = {**given}  # type: ignore[dict-item]
    except (OSError, ValueError, TypeError) as error:
        raise RayvisionError(2000, _("“{path}” is no task.json.").format(path=given)) from error
    if not document:
        raise RayvisionError(2000, _("The task.json is empty."))
    return document


def _logger(folder: str | None, name: str | None, level: str) -> logging.Logger:
    """Return the logger that scripts know by the vendor's name, which also writes into a folder that is given."""
    logger = logging.getLogger(NAME)
    logger.setLevel(level.upper())
    if folder:
        path = Path(folder, f"{name or NAME}.log").resolve()
        if str(path) not in [getattr(each, "baseFilename", "") for each in logger.handlers]:
            path.parent.mkdir(parents=True, exist_ok=True)
            logger.addHandler(in_lines(logging.FileHandler(path, encoding="utf-8"), FORMAT))
    return logger


def _log(logger: logging.Logger, response: Response) -> None:
    logger.debug("POST %s: HTTP %s, code %s in %.0f ms", response.path, response.status, response.code,
                 1000 * response.seconds)
