"""Which laptop prints what waits in the log, and what happens when a printer does not."""

from __future__ import annotations

from dataclasses import replace
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self

import pytest

import scenarios as sc
from countroom.app.print_desk import FOLDER, PrintChoice, PrintDesk, folder_of, languages_of
from countroom.app.print_work import TypesettingPress
from countroom.app.printers import CupsPrinters, CupsSpool, FolderSpool, NoPrinters, Sheet
from countroom.app.screens.print_desk import print_rows
from countroom.app.seat_plan import Break, usual_plan, write_plan
from countroom.domain import commands as do
from countroom.domain.faults import Fault
from countroom.domain.identifiers import DeviceId
from countroom.texts import Texts
from documents.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from countroom.app.printers import Spool
    from countroom.domain.election import Environment
    from countroom.domain.events import Event, Recorded
    from countroom.domain.identifiers import ContestId, PersonId
    from countroom.domain.state import Count

ONE, OTHER_LAPTOP = sc.ONE, DeviceId("laptop-2")


class TwoLaptops(sc.Night):
    """A night whose events come from the laptop named ``at``, as two replayed logs do."""

    at: DeviceId = sc.LAPTOP

    def _record(self, event: Event, people: tuple[PersonId, ...]) -> Recorded:
        return replace(super()._record(event, people), device=self.at)

    def from_laptop(self, laptop: DeviceId, command: do.Command) -> Self:
        self.at = laptop
        return self.play(command)


class Laptop:
    """This laptop, with a night on it; ``settle`` waits until the print desk has nothing to do."""

    def __init__(self, night: TwoLaptops, path: Path, printers: NoPrinters) -> None:
        self.night, self.path = night, path
        self.environment: Environment = "test"
        self.device, self.writing = sc.LAPTOP, True
        self.names: dict[PersonId, str] = {sc.KEYER: "Ann ASH"}
        self._calls: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.desk = PrintDesk(self, printers, self._calls.put, lambda: None, TypesettingPress)

    @property
    def count(self) -> Count:
        return self.night.count

    def now(self) -> str:
        return "2024-05-03T01:21:00.000Z"

    def record(self, command: do.RecordPrinted) -> None:
        self.night.from_laptop(self.device, command)

    def settle(self) -> None:
        self.desk.look()
        while self.desk.busy is not None:
            self._calls.get(timeout=60)()


class Tray(NoPrinters):
    """A printer that keeps the names of what it got; it takes ``most`` sheets, then jams."""

    def __init__(self, most: int = 99) -> None:
        self.most = most
        self.got: list[str] = []

    @property
    def name(self) -> str:
        return "Office"

    def names(self) -> tuple[str, ...]:
        return ("Office",)

    def usual(self) -> str:
        return "Office"

    def spool(self, name: str) -> Spool:
        assert name == "Office"
        return self

    def send(self, sheet: Sheet, copies: int) -> None:
        if len(self.got) == self.most:
            raise Fault("printer_without_paper", printer="Office")
        self.got += copies * [sheet.name.removeprefix(f"{ONE}.")]


def cleared() -> TwoLaptops:
    return TwoLaptops().set_up(sc.one_seat()).verify(ONE).count_votes(ONE).consult(ONE).clear(ONE)


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def laptop(tmp_path: Path, tray: Tray) -> Iterator[Laptop]:
    made = Laptop(cleared(), tmp_path / "night.count", tray)
    made.desk.choose(PrintChoice("Office"))
    yield made
    made.desk.close()


def send(laptop: Laptop, *kinds: str, at: DeviceId = sc.LAPTOP) -> None:
    laptop.night.from_laptop(at, do.SendToPrinter(sc.KEYER, ONE, kinds or ("declaration",)))


def waits(laptop: Laptop) -> list[int]:
    return [job.number for _, job in laptop.desk.queue()]


def test_what_another_laptop_sent_waits_until_this_one_prints_for_the_hall(
    laptop: Laptop, tray: Tray
) -> None:
    send(laptop, at=OTHER_LAPTOP)
    laptop.settle()
    assert (tray.got, waits(laptop)) == ([], [])
    row, *_ = print_rows(Texts(), laptop.count, laptop.desk)
    assert row.state == "elsewhere"
    laptop.desk.choose(PrintChoice("Office", "hall"))
    laptop.settle()
    assert tray.got == ["print-1.declaration.en"]
    (job,) = laptop.night[ONE].jobs
    assert (job.device, job.printed and job.printed.device) == (OTHER_LAPTOP, sc.LAPTOP)


def test_the_file_copy_names_who_took_the_steps_as_the_printing_laptop_knows_them(
    tmp_path: Path, tray: Tray
) -> None:
    night = TwoLaptops().set_up(sc.one_seat()).verify(ONE).count_votes(ONE, papers=1_100)
    night.let_stand(ONE, "V11").consult(ONE).search(ONE, "floor").search(ONE, by=sc.OFFICER)
    night.play(do.ClearResult(sc.OFFICER, ONE, sc.OTHER_OFFICER, "searched twice"))
    laptop = Laptop(night, tmp_path / "night.count", tray)
    laptop.names = {sc.SUPERVISOR: "Ann Hughes"}
    laptop.desk.choose(PrintChoice(FOLDER))
    send(laptop, "file")
    laptop.settle()
    laptop.desk.close()
    (pdf,) = laptop.desk.folder.rglob("*file*.pdf")
    steps = read(pdf.read_bytes()).table(3)
    # A name that this laptop does not hold, or no more, gives way to the title.
    assert [row[1] for row in steps[1:4]] == ["Ann Hughes", "Officer-1", "Officer-1"]


def test_a_laptop_that_prints_nothing_leaves_its_own_to_another(laptop: Laptop, tray: Tray) -> None:
    laptop.desk.choose(PrintChoice("Office", "nobody"))
    send(laptop)
    laptop.settle()
    assert tray.got == []
    printing = Laptop(laptop.night, laptop.path, tray)
    printing.device = OTHER_LAPTOP
    printing.desk.choose(PrintChoice("Office", "hall"))
    printing.settle()
    printing.desk.close()
    assert tray.got == ["print-1.declaration.en"]


def test_what_another_laptop_printed_first_is_not_printed_again(laptop: Laptop, tray: Tray) -> None:
    send(laptop)
    laptop.night.from_laptop(OTHER_LAPTOP, do.RecordPrinted(ONE, 1, "Hall"))
    laptop.settle()
    assert tray.got == []


def test_papers_that_are_void_never_come_out(laptop: Laptop, tray: Tray) -> None:
    send(laptop)
    laptop.night.play(do.WithdrawClearance(sc.OFFICER, ONE, "an agent on the steps"))
    laptop.settle()
    assert tray.got == []


def test_a_jam_keeps_the_print_and_what_came_out_does_not_come_out_twice(
    laptop: Laptop, tray: Tray
) -> None:
    tray.most = 1
    laptop.night.play(do.SendToPrinter(sc.KEYER, ONE, ("declaration",), ("en", "cy")))
    laptop.settle()
    assert laptop.desk.troubles[ONE, 1].code == "printer_without_paper"
    assert waits(laptop) == [1]
    laptop.settle()
    assert len(tray.got) == 1  # nobody tried again
    tray.most = 99
    laptop.desk.try_again((ONE, 1))
    laptop.settle()
    assert tray.got == ["print-1.declaration.en", "print-1.declaration.cy"]
    assert waits(laptop) == []


def test_a_print_that_fails_holds_up_no_other(laptop: Laptop, tray: Tray) -> None:
    send(laptop, "no_such_sheet")
    send(laptop)
    laptop.settle()
    assert laptop.desk.troubles[ONE, 2].code == "sheet_unknown"
    assert tray.got == ["print-1.declaration.en"]


def test_nothing_is_printed_before_the_laptop_can_say_so_in_the_log(
    laptop: Laptop, tray: Tray
) -> None:
    laptop.writing = False
    send(laptop)
    laptop.settle()
    assert tray.got == []
    laptop.writing = True
    laptop.settle()
    assert len(tray.got) == 1


@pytest.mark.parametrize(
    ("environment", "chosen", "to"),
    [
        ("live", "", "Office"),
        ("test", "", "night.prints"),
        ("test", "Office", "Office"),
        ("live", FOLDER, "night.prints"),
    ],
)
def test_a_test_spills_no_paper_unless_a_printer_is_chosen(
    laptop: Laptop, environment: Environment, chosen: str, to: str
) -> None:
    laptop.environment = environment
    laptop.desk.choose(PrintChoice(chosen))
    assert laptop.desk.spool().name == to


def test_without_any_printer_papers_are_saved_in_the_folder_beside_the_count(
    tmp_path: Path,
) -> None:
    laptop = Laptop(cleared(), tmp_path / "night.count", NoPrinters())
    laptop.environment = "live"
    send(laptop)
    laptop.settle()
    laptop.desk.close()
    (saved,) = folder_of(laptop.path).iterdir()
    assert saved.read_bytes().startswith(b"%PDF")
    (job,) = laptop.night[ONE].jobs
    assert job.printed is not None
    assert job.printed.to == "night.prints"  # the log holds no path: paths name people


def test_a_sheet_of_the_hall_needs_no_number(laptop: Laptop, tray: Tray) -> None:
    heard: list[str] = []
    laptop.desk.print_loose("plan", (), Texts(), heard.append, lambda _: None)
    laptop._calls.get(timeout=60)()
    assert (heard, tray.got) == (["Office"], ["plan"])
    assert laptop.count.jobs == ()


def send_hall(
    laptop: Laptop, *kinds: str, about: tuple[ContestId, ...] = (), at: DeviceId = sc.LAPTOP
) -> None:
    laptop.night.from_laptop(at, do.SendToPrinter(sc.KEYER, None, kinds, contests=about))


def test_sheets_of_the_hall_come_out_with_their_number_and_who_has_a_break(
    laptop: Laptop, tmp_path: Path
) -> None:
    write_plan(laptop.path, replace(usual_plan(1), breaks=(Break(sc.KEYER, "01:30", 15),)))
    laptop.desk.choose(PrintChoice(FOLDER))
    send_hall(laptop, "plan", "pack-labels")
    send_hall(laptop, "plan")
    send_hall(laptop, "carry-on", about=(ONE,))
    laptop.settle()
    names = {file.name for file in (tmp_path / "night.prints").iterdir()}
    assert {name for name in names if "labels" in name} == {
        f"hall.print-1.{sc.ELECTION}.pack-labels.en.pdf"
    }
    plan = read((tmp_path / "night.prints" / "hall.print-2.plan.en.pdf").read_bytes()).text
    assert "Print H2, replaces print H1" in plan.replace("\n", " ")
    assert "Ann ASH" in plan
    assert {name for name in names if "print-1.plan" in name} == set()  # replaced: never printed
    assert "hall.print-3.carry-on.forms.en.pdf" in names
    assert all(job.printed for job in laptop.count.jobs)


def test_what_only_its_laptop_can_make_comes_out_there_and_nowhere_else(
    laptop: Laptop, tray: Tray
) -> None:
    laptop.desk.choose(PrintChoice("Office", "nobody"))
    send_hall(laptop, "plan")
    laptop.settle()
    assert tray.got == ["hall.print-1.plan.en"]
    laptop.desk.choose(PrintChoice("Office", "hall"))
    send_hall(laptop, "plan", at=OTHER_LAPTOP)
    send_hall(laptop, "pack-receipt", at=OTHER_LAPTOP)
    laptop.settle()
    assert tray.got[1:] == [f"hall.print-3.{sc.ELECTION}.pack-receipt.en"]


def test_one_script_of_a_group_comes_out_with_the_halls_number(tmp_path: Path) -> None:
    night = TwoLaptops().set_up(sc.one_seat(), sc.three_seats())
    for ward in (ONE, sc.THREE):
        night.verify(ward).count_votes(ward).consult(ward).clear(ward)
    night.play(do.SetRunningOrder(sc.OFFICER, ((ONE, sc.THREE),)))
    laptop = Laptop(night, tmp_path / "night.count", NoPrinters())
    send_hall(laptop, "script", "press", about=(ONE, sc.THREE))
    send_hall(laptop, "no_such_sheet")
    laptop.settle()
    laptop.desk.close()
    files = {file.name: file for file in folder_of(laptop.path).iterdir()}
    assert sorted(files) == ["hall.print-1.press.en.pdf", "hall.print-1.script.en.pdf"]
    for file in files.values():
        said = " ".join(read(file.read_bytes()).text.split())
        assert "Print H1" in said
        assert said.index("Mill Lane") < said.index("Old Town")
    assert laptop.desk.troubles[None, 2].code == "sheet_unknown"
    _, row = print_rows(Texts(), laptop.count, laptop.desk)
    assert row.title == "Mill Lane, Old Town, print H1: Script for the platform, Press copy"


def test_papers_of_a_welsh_council_are_printed_in_both_languages() -> None:
    night = cleared()
    state = night[ONE]
    assert languages_of(night.count, state) == ("en",)
    election = night.count.elections[sc.ELECTION]
    welsh = replace(election, council=replace(election.council, nation="Wales"))
    night.count = replace(night.count, elections={sc.ELECTION: welsh})
    assert languages_of(night.count, state) == ("en", "cy")


# CUPS, by programs that answer as its own do.

PDF = Sheet("a sheet", b"%PDF the bytes", lambda _: ())


class Cups:
    """Programs ``lp`` and ``lpstat`` on the path; ``paper`` is what came out."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.paper = folder, folder / "paper"
        self.answer("lp", f'echo "$@" > "{folder}/asked"\ncat > "{self.paper}"')
        self.answer("lpstat", 'echo "printer Office is idle.  enabled since today"')

    def answer(self, program: str, script: str) -> None:
        file = self.folder / program
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return Cups(folder)


def trouble(spool: Spool) -> Fault:
    with pytest.raises(Fault) as raised:
        spool.send(PDF, 2)
    return raised.value


def test_cups_gets_the_pdf_itself_with_printer_and_copies(cups: Cups) -> None:
    CupsSpool("Office").send(PDF, 3)
    assert cups.paper.read_bytes() == PDF.pdf
    asked = (cups.folder / "asked").read_text()
    assert asked.split() == ["-d", "Office", "-n", "3", "-t", "a", "sheet", "-"]


def test_a_printer_that_is_gone_is_named(cups: Cups) -> None:
    cups.answer("lpstat", "echo 'lpstat: Invalid destination name' >&2; exit 1")
    fault = trouble(CupsSpool("Office"))
    assert (fault.code, fault.details["printer"]) == ("printer_gone", "Office")
    assert not cups.paper.exists()


def test_an_empty_tray_is_told_before_anything_is_sent(cups: Cups) -> None:
    cups.answer("lpstat", "echo 'printer Office is idle.'; echo '\tAlerts: media-empty-error'")
    assert trouble(CupsSpool("Office")).code == "printer_without_paper"
    assert not cups.paper.exists()


def test_a_printer_that_was_stopped_says_why(cups: Cups) -> None:
    cups.answer("lpstat", "echo 'printer Office disabled since Thu 2 May - unplugged'")
    fault = trouble(CupsSpool("Office"))
    assert (fault.code, fault.details["reason"]) == ("printer_stopped", "unplugged")


def test_a_printer_that_takes_nothing_says_what_it_said(cups: Cups) -> None:
    cups.answer("lp", "cat > /dev/null; echo 'lp: unable to print' >&2; exit 1")
    fault = trouble(CupsSpool("Office"))
    assert (fault.code, fault.details["reason"]) == ("printer_failed", "lp: unable to print")


def test_a_spooler_that_cannot_be_run_is_a_fault_too(
    cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(cups.folder / "nowhere"))
    assert trouble(CupsSpool("Office")).code == "spooler_silent"
    assert CupsPrinters().names() == ()
    assert not CupsPrinters().usual()


def test_the_printers_of_cups_and_the_usual_one(cups: Cups) -> None:
    cups.answer("lpstat", 'case "$1" in -e) echo Office; echo Hall;; -d) echo "none";; esac')
    assert CupsPrinters().names() == ("Hall", "Office")
    assert not CupsPrinters().usual()
    cups.answer("lpstat", 'case "$1" in -e) echo Office;; -d) echo "none";; esac')
    assert CupsPrinters().usual() == "Office"
    cups.answer("lpstat", 'echo "system default destination: Hall"')
    assert CupsPrinters().usual() == "Hall"


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "prints").write_bytes(b"")
    assert trouble(FolderSpool(tmp_path / "prints")).code == "cannot_write"
