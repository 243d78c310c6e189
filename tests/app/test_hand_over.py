"""Six digits for the next turn: what may be chosen, by whom, and how often one may be wrong."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

import hall
from countroom.app.crew import TITLES, shown_name
from countroom.app.hand_over import Guesses, Pins
from countroom.app.setup import secrets_beside
from countroom.app.staff import SignedIn, read_secrets, sign_in
from countroom.app.station import Station
from countroom.domain.identifiers import KeyId, PersonId
from countroom.domain.people import Person
from countroom.domain.refusals import Refusal
from countroom.texts import Texts, say_refusal

if TYPE_CHECKING:
    from pathlib import Path

    from countroom.domain.people import Role

PIN = "482915"
TEXTS = Texts()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hall") / "night.count"
    hall.open_hall(path, contests=1).count.close()
    return path


@pytest.fixture(scope="module")
def keyer(file: Path) -> SignedIn:
    return by_passphrase(file, hall.KEYER)


@pytest.fixture
def pins() -> Pins:
    return Pins(Random(1).randbytes)


def by_passphrase(file: Path, person: PersonId) -> SignedIn:
    found = sign_in(read_secrets(secrets_beside(file)), person, hall.SECRET)
    assert isinstance(found, SignedIn)
    return found


def code(outcome: object) -> str:
    return outcome.code if isinstance(outcome, Refusal) else ""


def test_a_pin_brings_its_owner_back_with_their_own_key(pins: Pins, keyer: SignedIn) -> None:
    assert not pins.has(hall.KEYER)
    assert pins.choose(keyer, PIN) is None
    assert pins.has(hall.KEYER)
    assert pins.sign_in(hall.KEYER, PIN) is keyer


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "48291",
        "4829155",
        "48291x",
        " 482915",
        "482915\n",
        "48 915",
        "-82915",
        "４８２９１５",  # noqa: RUF001 - full-width digits
        "٤٨٢٩١٥",  # Arabic-Indic digits
        "48291\u00b2",
    ],
)
def test_only_six_plain_digits_are_a_pin(pins: Pins, keyer: SignedIn, pin: str) -> None:
    assert code(pins.choose(keyer, pin)) == "pin_malformed"
    assert not pins.has(hall.KEYER)


@pytest.mark.parametrize("pin", ["000000", "777777", "123456", "345678", "987654", "543210"])
def test_the_digits_that_anybody_tries_first_are_refused(
    pins: Pins, keyer: SignedIn, pin: str
) -> None:
    assert code(pins.choose(keyer, pin)) == "pin_too_plain"
    assert not pins.has(hall.KEYER)


@pytest.mark.parametrize("pin", ["135790", "123457", "112233", "890123", "024680"])
def test_other_digits_are_taken(pins: Pins, keyer: SignedIn, pin: str) -> None:
    assert pins.choose(keyer, pin) is None


def test_three_wrong_ones_forget_it(pins: Pins, keyer: SignedIn) -> None:
    pins.choose(keyer, PIN)
    outcomes = [pins.sign_in(hall.KEYER, "482916") for _ in range(3)]
    assert [code(one) for one in outcomes] == ["pin_wrong", "pin_wrong", "pin_forgotten"]
    said = [say_refusal(TEXTS, one) for one in outcomes if isinstance(one, Refusal)]
    assert [sentence[-2:] for sentence in said[:2]] == ["2.", "1."]
    assert not pins.has(hall.KEYER)
    assert code(pins.sign_in(hall.KEYER, PIN)) == "pin_not_chosen"


def test_a_right_one_gives_all_three_tries_back(pins: Pins, keyer: SignedIn) -> None:
    pins.choose(keyer, PIN)
    for _ in range(2):
        for _ in range(2):
            assert code(pins.sign_in(hall.KEYER, "482916")) == "pin_wrong"
        assert pins.sign_in(hall.KEYER, PIN) is keyer


def test_a_pin_opens_nobody_elses_key(pins: Pins, file: Path, keyer: SignedIn) -> None:
    other = by_passphrase(file, hall.OTHER_KEYER)
    pins.choose(keyer, PIN)
    assert code(pins.sign_in(hall.OTHER_KEYER, PIN)) == "pin_not_chosen"
    pins.choose(other, "579135")
    assert code(pins.sign_in(hall.OTHER_KEYER, PIN)) == "pin_wrong"
    assert pins.sign_in(hall.OTHER_KEYER, "579135") is other
    assert pins.sign_in(hall.KEYER, PIN) is keyer


def test_a_new_choice_replaces_the_old_one(pins: Pins, keyer: SignedIn) -> None:
    pins.choose(keyer, PIN)
    pins.choose(keyer, "579135")
    assert code(pins.sign_in(hall.KEYER, PIN)) == "pin_wrong"
    assert pins.sign_in(hall.KEYER, "579135") is keyer


def test_a_choice_that_is_refused_leaves_the_one_before(pins: Pins, keyer: SignedIn) -> None:
    pins.choose(keyer, PIN)
    pins.choose(keyer, "111111")
    assert pins.sign_in(hall.KEYER, PIN) is keyer


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        (("keyer",), True),
        (("observer",), True),
        (("keyer", "observer"), True),
        ((), False),
        (("supervisor",), False),
        (("officer",), False),
        (("administrator",), False),
        (("keyer", "supervisor"), False),
        (("keyer", "officer"), False),
    ],
)
def test_only_who_keys_or_looks_on_may_have_one(
    pins: Pins, roles: tuple[Role, ...], *, may: bool
) -> None:
    assert pins.may_have(roles) is may


def test_the_digits_are_kept_in_no_form_that_can_be_read(pins: Pins, keyer: SignedIn) -> None:
    pins.choose(keyer, PIN)
    assert PIN not in repr(pins._kept)


# At the station, where both ways meet.


@pytest.fixture
def station(file: Path) -> Station:
    return Station(file, lambda call: call(), lambda: None)


def test_the_passphrase_still_works_for_who_has_a_pin(station: Station, keyer: SignedIn) -> None:
    station.pins.choose(keyer, PIN)
    found = station.sign_in(hall.KEYER, hall.SECRET)
    assert isinstance(found, SignedIn)
    assert found.hand.signer.key == keyer.hand.signer.key
    assert station.sign_in(hall.KEYER, PIN) is keyer
    assert code(station.sign_in(hall.KEYER, "not the passphrase")) == "secret_wrong"
    assert code(station.sign_in(hall.KEYER, "482916")) == "pin_wrong"


def test_after_three_wrong_ones_the_passphrase_is_asked_for(
    station: Station, keyer: SignedIn
) -> None:
    station.pins.choose(keyer, PIN)
    for _ in range(3):
        station.sign_in(hall.KEYER, "482916")
    assert code(station.sign_in(hall.KEYER, PIN)) == "secret_wrong"
    assert isinstance(station.sign_in(hall.KEYER, hall.SECRET), SignedIn)


def test_a_pin_is_no_passphrase(station: Station, keyer: SignedIn) -> None:
    station.pins.choose(keyer, PIN)
    assert code(station.open_key(hall.KEYER, PIN)) == "secret_wrong"
    assert isinstance(station.open_key(hall.KEYER, hall.SECRET), SignedIn)


def test_another_start_of_the_program_knows_no_pin(file: Path, station: Station) -> None:
    station.pins.choose(by_passphrase(file, hall.KEYER), PIN)
    again = Station(file, lambda call: call(), lambda: None)
    assert not again.pins.has(hall.KEYER)
    assert code(again.sign_in(hall.KEYER, PIN)) == "secret_wrong"


# Who is shown to choose from.


@pytest.mark.parametrize(
    ("id_", "roles", "title", "name", "shown"),
    [
        ("keyer-1", ("keyer",), "", "Asha Patel", "Asha Patel"),
        ("officer-1", ("officer",), TITLES[0], "Asha Patel", "Asha Patel"),
        ("officer-1", ("officer",), TITLES[0], "officer-1", "Returning Officer"),
        ("officer-2", ("officer",), "Acting Returning Officer", "", "Acting Returning Officer"),
        ("keyer-2", ("keyer",), "", "keyer-2", "Keyer 2"),
        ("keyer-2", ("keyer",), "", "", "Keyer 2"),
        ("administrator", ("administrator",), "", "administrator", "Administrator"),
        ("desk-b", ("supervisor", "keyer"), "", "", "Supervisor"),
    ],
)
def test_people_are_shown_by_name_then_by_title_then_by_role(
    id_: str, roles: tuple[Role, ...], title: str, name: str, shown: str
) -> None:
    person = Person(PersonId(id_), roles, title, KeyId("00" * 32))
    assert shown_name(TEXTS, person, name) == shown


# Guessing a passphrase.


class Watch:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.nanoseconds = 0

    def __call__(self) -> int:
        return self.nanoseconds

    def wait(self, seconds: float) -> None:
        self.nanoseconds += round(seconds * 1e9)


def test_each_wrong_passphrase_after_the_third_costs_more_time_and_a_minute_at_most() -> None:
    watch = Watch()
    guesses, waits = Guesses(watch), []
    for _ in range(200):
        guesses.note(hall.KEYER, right=False)
        waits.append(guesses.seconds_to_wait(hall.KEYER))
        watch.wait(waits[-1])
        assert guesses.seconds_to_wait(hall.KEYER) == 0
    assert waits[:9] == [0, 0, 5, 10, 20, 40, 60, 60, 60]
    assert set(waits[9:]) == {60}


def test_the_wait_is_told_in_whole_seconds_until_it_is_over() -> None:
    watch = Watch()
    guesses = Guesses(watch)
    for _ in range(3):
        guesses.note(hall.KEYER, right=False)
    watch.wait(0.5)
    assert guesses.seconds_to_wait(hall.KEYER) == 5
    watch.wait(4.4)
    assert guesses.seconds_to_wait(hall.KEYER) == 1
    assert guesses.seconds_to_wait(hall.OTHER_KEYER) == 0
    watch.wait(60)
    assert guesses.seconds_to_wait(hall.KEYER) == 0


def test_during_the_wait_not_even_the_right_passphrase_is_tried_and_after_it_it_is(
    file: Path,
) -> None:
    station, watch = Station(file, lambda call: call(), lambda: None), Watch()
    station.guesses = Guesses(watch)
    for _ in range(3):
        assert code(station.open_key(hall.OFFICER, "guessed")) == "secret_wrong"
    waiting = station.sign_in(hall.OFFICER, hall.SECRET)
    assert isinstance(waiting, Refusal)
    assert (waiting.code, waiting.details) == ("secret_waits", {"seconds": 5})
    assert "Nobody is locked out" in say_refusal(TEXTS, waiting)
    assert isinstance(station.open_key(hall.SUPERVISOR, hall.SECRET), SignedIn)
    watch.wait(5)
    assert isinstance(station.open_key(hall.OFFICER, hall.SECRET), SignedIn)
    assert code(station.open_key(hall.OFFICER, "guessed")) == "secret_wrong", "counted anew"
    station.close()
