"""The time, asked for at the edge only: what is stored is published again as it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from translator.errors import UsageError

_VARIABLE = "SOURCE_DATE_EPOCH"


def now() -> str:
    """Return the time in UTC, to the second, as ISO 8601 writes it (``2026-11-26T22:07:00Z``).

    ``SOURCE_DATE_EPOCH`` in the environment is the time instead, in seconds since 1970
    (https://reproducible-builds.org/specs/source-date-epoch/).

    Raises:
        UsageError: the variable is no such number.
    """
    given = os.environ.get(_VARIABLE)
    try:
        time = datetime.now(UTC) if given is None else datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"{_VARIABLE} is no number of seconds since 1970: {given!r}", hint="unset it"
        ) from error
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
