"""People who join a count that is set up: read from a list, given keys, sealed and put on slips."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from countroom.app.crew import TITLES, fresh_secret, slips_text
from countroom.app.files import write_whole
from countroom.app.setup import free_slips_beside, secrets_beside
from countroom.app.sources.names import folded
from countroom.app.staff import (
    Enrolled,
    Member,
    Secrets,
    make_person,
    with_people,
    write_secrets,
)
from countroom.domain.identifiers import PersonId
from countroom.domain.people import Role
from countroom.texts import Texts, say_role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from countroom.app.staff import Randomness, SignedIn

_ROLES: Final[tuple[Role, ...]] = get_args(Role)
_ALSO: Final[dict[str, Role]] = {"returning officer": "officer", "deputy": "officer"}
_PARTS: Final = re.compile(r"\s*[,;\t]\s*")
_BETWEEN_ROLES: Final = re.compile(r"\s*(?:\+|/|&)\s*")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to enrol: the name, kept on this laptop only, the roles, the title to print."""

    name: str
    roles: tuple[Role, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """Newcomers with keys, sealed on disk; ``before`` is the sealed file as it was."""

    crew: tuple[Enrolled, ...]
    slips: Path
    secrets: Secrets
    before: Secrets


def read_newcomers(texts: Texts, typed: str) -> tuple[tuple[Newcomer, ...], tuple[str, ...]]:
    """Read a line a person, ``name, role, title``, and say at once what is wrong in each line.

    Columns may be parted by commas, semicolons or tabs; roles of one person by a plus sign.
    """
    words = _role_words(texts)
    found, wrong = [], []
    for number, line in enumerate(typed.splitlines(), 1):
        parts = [part for part in _PARTS.split(line.strip()) if part]
        at = next((n for n, part in enumerate(parts) if _roles_in(part, words)), None)
        if not parts:
            continue
        if at is None:
            roles = ", ".join(say_role(texts, role) for role in _ROLES)
            wrong.append(
                texts.say(
                    "Line {line}, “{text}”: no role. Write one of: {roles}.",
                    line=number,
                    text=line.strip()[:40],
                    roles=roles,
                )
            )
            continue
        roles_here = _roles_in(parts[at], words)
        title = ", ".join(parts[at + 1 :]) or (TITLES[1] if "officer" in roles_here else "")
        found.append(Newcomer(", ".join(parts[:at]), roles_here, title))
    return tuple(found), tuple(wrong)


def members_for(
    newcomers: Iterable[Newcomer], known: Collection[PersonId], random: Randomness
) -> list[Member]:
    """Give newcomers pseudonyms that are free, with fresh secrets."""
    taken, members = set(known), []
    for one in newcomers:
        id_ = _free(one.roles[0], taken)
        taken.add(id_)
        members.append(Member(id_, one.name or id_, one.roles, one.title, fresh_secret(random)))
    return members


def prepare(
    path: Path,
    secrets: Secrets,
    administrator: SignedIn,
    members: Sequence[Member],
    random: Randomness,
    texts: Texts,
    tell: Callable[[int], None] = lambda _: None,
) -> Prepared:
    """Make everybody's key, seal it beside the count file and write the slips to hand out.

    They belong to the count when they are enrolled; until then nobody can sign in as them.
    Raises Fault when the folder cannot be written; what ``tell`` raises ends it.
    """
    crew = []
    for done, member in enumerate(members, 1):
        crew.append(make_person(member, random))
        tell(done)
    more = with_people(secrets, crew, administrator.device_seed)
    slips = free_slips_beside(path)
    write_whole(slips, slips_text(crew, secrets.environment, texts), mode=0o600)
    write_secrets(secrets_beside(path), more)
    return Prepared(tuple(crew), slips, more, secrets)


def _role_words(texts: Texts) -> dict[str, Role]:
    """List what each role is called: its code, English, and the language of the desk."""
    words: dict[str, Role] = dict(_ALSO)
    for role in _ROLES:
        for name in (role, say_role(Texts(), role), say_role(texts, role)):
            words[folded(name)] = role
    return words


def _roles_in(part: str, words: dict[str, Role]) -> tuple[Role, ...]:
    """Give the roles that a part of a line names; none unless every word of it is one."""
    named = [words.get(folded(one)) for one in _BETWEEN_ROLES.split(part)]
    found = [role for role in named if role is not None]
    return tuple(dict.fromkeys(found)) if len(found) == len(named) else ()


def _free(role: str, taken: Collection[str]) -> PersonId:
    n = 1
    while f"{role}-{n}" in taken:
        n += 1
    return PersonId(f"{role}-{n}")
