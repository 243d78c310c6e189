"""Every sentence a person reads, in English and Welsh, from one gettext catalogue.

Other layers carry codes; here they become words. Mark a sentence with ``say`` or ``count``
where it is spoken, with ``N_`` where it is only kept. What turns codes into words is loaded when
it is first asked for, because the first sight of the window needs the catalogue alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from countroom.texts.catalogue import LANGUAGES, N_, Language, Texts

if TYPE_CHECKING:
    from countroom.texts.spoken import (
        name_of_slate,
        say_baseline,
        say_capacity,
        say_correction,
        say_failed,
        say_fault,
        say_field,
        say_finding,
        say_head,
        say_intake,
        say_outcome,
        say_parts,
        say_party,
        say_problem,
        say_refusal,
        say_role,
        say_scope,
        say_sentence,
        say_source_case,
        say_source_fault,
        say_state,
        say_unverified,
        say_withdrawn,
    )
    from countroom.texts.tally import say_action, say_lot, say_malformed, say_tally_note
    from countroom.texts.times import (
        LONDON,
        WIDEST_TIME,
        london,
        say_time,
        short_time,
        weekday,
    )

__all__ = [
    "LANGUAGES",
    "LONDON",
    "N_",
    "WIDEST_TIME",
    "Language",
    "Texts",
    "london",
    "name_of_slate",
    "say_action",
    "say_baseline",
    "say_capacity",
    "say_correction",
    "say_failed",
    "say_fault",
    "say_field",
    "say_finding",
    "say_head",
    "say_intake",
    "say_lot",
    "say_malformed",
    "say_outcome",
    "say_parts",
    "say_party",
    "say_problem",
    "say_refusal",
    "say_role",
    "say_scope",
    "say_sentence",
    "say_source_case",
    "say_source_fault",
    "say_state",
    "say_tally_note",
    "say_time",
    "say_unverified",
    "say_withdrawn",
    "short_time",
    "weekday",
]


def __getattr__(name: str) -> object:
    """Find what is spoken in the module that speaks it."""
    if name in __all__:
        for home in ("times", "spoken", "tally"):
            module = import_module(f"countroom.texts.{home}")
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
