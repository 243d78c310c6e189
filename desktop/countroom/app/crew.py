"""The usual crew of a count, with fresh secrets on slips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countroom.app.staff import Member, make_person
from countroom.domain.identifiers import PersonId
from countroom.texts import N_, Texts, say_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countroom.app.staff import Enrolled, Randomness
    from countroom.domain.election import Environment
    from countroom.domain.people import Person, Role

_SYLLABLES = [c + v for c in "bdfghjklmnprstvwz" for v in "aeiou"]
_SECRET_BYTES = 10

TITLES: Final = (
    N_("Returning Officer"),
    N_("Deputy Returning Officer"),
    N_("Deputy for doubtful papers"),
)
"""What is printed at the signature of the first officer, of the second, and of a third."""

USUAL: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("administrator", ("administrator",)),
    ("keyer-1", ("keyer",)),
    ("keyer-2", ("keyer",)),
    ("supervisor-1", ("supervisor",)),
    ("officer-1", ("officer",)),
    ("officer-2", ("officer",)),
)
"""One administrator, two keyers, a supervisor, the returning officer and a deputy."""


def usual_members(random: Randomness, secret: str | None = None) -> list[Member]:
    """List the usual crew with fresh secrets, or everybody with the one given."""
    members = []
    officers = iter(TITLES)
    for name, roles in USUAL:
        title = next(officers) if "officer" in roles else ""
        members.append(Member(PersonId(name), name, roles, title, secret or fresh_secret(random)))
    return members


def enrol_members(members: Sequence[Member], random: Randomness) -> list[Enrolled]:
    """Make everybody's key and seal it."""
    return [make_person(member, random) for member in members]


def fresh_secret(random: Randomness) -> str:
    """Make a secret that can be read out: ten syllables in five words, about 64 bits."""
    syllables = [_SYLLABLES[byte % len(_SYLLABLES)] for byte in random(_SECRET_BYTES)]
    pairs = zip(syllables[::2], syllables[1::2], strict=True)
    return "-".join(first + second for first, second in pairs)


def slips_text(crew: Sequence[Enrolled], environment: Environment, texts: Texts) -> str:
    """Write the slips: one line a person with pseudonym, roles and secret.

    A name that was given stands at its end, so that the right slip is handed out.
    """
    head = texts.say("Hand out one slip to each person, then delete this file.")
    lines = [head, texts.say("TEST") if environment == "test" else "", ""]
    for one in crew:
        named = "" if one.member.name == one.member.id else f"\t{one.member.name}"
        lines += [f"{one.person.id}\t{' '.join(one.person.roles)}\t{one.member.secret}{named}", ""]
    return "\n".join(lines)


def shown_name(texts: Texts, person: Person, name: str) -> str:
    """Name a person on the screen: as enrolled, or by title or role where no name was given."""
    if name and name != person.id:
        return name
    if person.title:
        return texts.say(person.title) if person.title in TITLES else person.title
    role = say_role(texts, person.roles[0])
    _, _, number = person.id.rpartition("-")
    return f"{role} {number}" if number.isdigit() else role
