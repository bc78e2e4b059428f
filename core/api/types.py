"""What the farm answers, as TypedDicts. Source: the vendor's interface document, tables and examples.

Only documented keys; the farm may send more, and sends null for what it does not know yet. Unless a key says
otherwise: times are ms since 1970, durations seconds, money is in the account's currency, flags are 0 or 1,
statuses and types are the numbers of ``codes.py``.
"""

from __future__ import annotations

from .types_account import *  # noqa: F403 - one place to import them from
from .types_software import *  # noqa: F403
from .types_task import *  # noqa: F403
