"""What is elected, in the words of a result: councillors, a mayor, a commissioner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from countroom.documents.wording import name_in_sentence, plain, strong
from countroom.domain.rule_set import in_preferences
from countroom.texts import weekday

if TYPE_CHECKING:
    from countroom.domain.declaration import Second, Totals
    from countroom.domain.election import Contest
    from countroom.domain.rule_set import RuleSet
    from countroom.texts import Texts

Office = Literal["councillor", "mayor", "mayor_of_london", "commissioner", "none"]

_OFFICES: dict[str, Office] = {
    "council-mayor": "mayor",
    "ca-mayor": "mayor",
    "london-mayor": "mayor_of_london",
    "pcc": "commissioner",
    "supplementary-vote": "none",
}
"""The office by the kind of contest that a law is for; all others elect councillors."""


def office_of(rules: RuleSet) -> Office:
    """Say what a law elects; ``none`` where it is no particular one's."""
    return _OFFICES.get(rules.kind, "councillor")


def say_poll(texts: Texts, contest: Contest, rules: RuleSet, day: str) -> str:
    """Name the election with its day, the area marked strong."""
    area, when = strong(contest.area), weekday(texts, day)
    match office_of(rules):
        case "mayor":
            return texts.say("Election of the Mayor for {area}, {day}", area=area, day=when)
        case "mayor_of_london":
            return texts.say("Election of the Mayor of London, {day}", day=when)
        case "commissioner":
            return texts.say(
                "Election of the Police and Crime Commissioner for {area}, {day}",
                area=area,
                day=when,
            )
        case "none":
            return texts.say("Election for {area}, {day}", area=area, day=when)
        case _:
            return texts.count(
                "Election of a Councillor for {ward}, {day}",
                "Election of {n} Councillors for {ward}, {day}",
                contest.seats,
                ward=area,
                day=when,
            )


def say_declaring(texts: Texts, contest: Contest, rules: RuleSet, names: str) -> str:
    """Declare the elected to the office, by name."""
    area = plain(contest.area)
    match office_of(rules):
        case "mayor":
            return texts.say(
                "And I declare that the following candidate is duly elected Mayor for {area}: "
                "{names}",
                area=area,
                names=names,
            )
        case "mayor_of_london":
            return texts.say(
                "And I declare that the following candidate is duly elected Mayor of London: "
                "{names}",
                names=names,
            )
        case "commissioner":
            return texts.say(
                "And I declare that the following candidate is duly elected Police and Crime "
                "Commissioner for {area}: {names}",
                area=area,
                names=names,
            )
        case "none":
            return texts.say(
                "And I declare that the following candidate is duly elected for {area}: {names}",
                area=area,
                names=names,
            )
        case _:
            return texts.count(
                "And I declare that the following candidate is duly elected Councillor for "
                "{ward}: {names}",
                "And I declare that the following candidates are duly elected Councillors for "
                "{ward}: {names}",
                contest.seats,
                ward=area,
                names=names,
            )


def say_elected_notice(texts: Texts, contest: Contest, names: str) -> str:
    """Name those elected as a notice does, of whatever office."""
    return texts.count(
        "The following person is elected for {area}: {names}",
        "The following persons are elected for {area}: {names}",
        contest.seats,
        area=plain(contest.area),
        names=names,
    )


def say_notice(texts: Texts, contest: Contest, officer: str, title: str) -> str:
    """Give notice of the votes by name and title, or by the title alone."""
    if in_preferences(contest.rule_set):
        return _of_preferences(texts, officer, title)
    if not officer:
        return texts.say(
            "I, the {title} at this election, give notice that the number of votes recorded "
            "for each candidate is as follows.",
            title=title,
        )
    return texts.say(
        "I, {officer}, being the {title} at this election, give notice that the number of votes "
        "recorded for each candidate is as follows.",
        officer=officer,
        title=title,
    )


def say_second_count(texts: Texts, contest: Contest, totals: Totals, second: Second) -> str:
    """Say why there was a second count, and which papers it looked at."""
    names = [one for one in contest.candidates if one.id in second.votes]
    return texts.say(
        "No candidate had more than half of the {n} first preference votes. These candidates "
        "remained for the second count: {names}. On the {papers} ballot papers with a first "
        "preference for no one of them the second preference votes were counted.",
        n=texts.figure(totals.votes_total),
        names="; ".join(strong(name_in_sentence(one)) for one in names),
        papers=texts.figure(second.papers),
    )


def _of_preferences(texts: Texts, officer: str, title: str) -> str:
    if not officer:
        return texts.say(
            "I, the {title} at this election, give notice that the number of first preference "
            "votes recorded for each candidate is as follows.",
            title=title,
        )
    return texts.say(
        "I, {officer}, being the {title} at this election, give notice that the number of first "
        "preference votes recorded for each candidate is as follows.",
        officer=officer,
        title=title,
    )
