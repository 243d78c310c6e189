"""Every sentence a person reads, in English and Welsh, from one gettext catalogue.

Other layers carry codes; here they become words. Mark a sentence with ``say`` or ``count``
where it is spoken, with ``N_`` where it is only kept.
"""

from countroom.texts.catalogue import LANGUAGES, N_, Language, Texts
from countroom.texts.spoken import (
    say_fault,
    say_field,
    say_finding,
    say_head,
    say_outcome,
    say_problem,
    say_refusal,
    say_source_case,
)

__all__ = [
    "LANGUAGES",
    "N_",
    "Language",
    "Texts",
    "say_fault",
    "say_field",
    "say_finding",
    "say_head",
    "say_outcome",
    "say_problem",
    "say_refusal",
    "say_source_case",
]
