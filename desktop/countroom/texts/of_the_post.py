"""Why a postal voting statement is rejected, as sessions record it."""

from collections.abc import Mapping
from typing import Final

from countroom.domain.hall import MISSING
from countroom.texts.catalogue import N_

REASONS: Final[Mapping[str, str]] = {
    "signature": N_("Signature missing or not matching"),
    "date_of_birth": N_("Date of birth missing or not matching"),
    MISSING: N_("Statement or ballot paper missing"),
}
