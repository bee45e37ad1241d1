"""What goes wrong around the files: each with its message and exit code, never half, never stuck."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from generator.errors import UsageError
from generator.returns import collect as command
from generator.returns import worker
from generator.returns.collect import Options, collect
from generator.returns.reading import intake
from generator.returns.reading.intake import Candidate
from generator.returns.reading.setup import Setup
from generator.returns.report.workbook import write_workbook
from generator.returns.worker import Pool, WorkerError
from tests.returns.conftest import Make


@pytest.fixture
def inbox(make: Make, tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("甲", "乙"):
        (folder / f"{name}.pdf").write_bytes(make(answers={"unit-name": name}))
    return folder


def run(root: Path, *arguments: object, before: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-m", "generator", "--root", str(root), "collect", *map(str, arguments)]
    return subprocess.Popen(
        line,
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=before,  # noqa: PLW1509
    )


# --- workers ----------------------------------------------------------------------------------------


def _die(_: object) -> None:
    os._exit(3)


def _hang(_: object) -> None:
    time.sleep(600)


def _die_after_reading(connection: Any) -> None:  # noqa: ANN401
    connection.poll(60)
    os._exit(3)


@pytest.mark.parametrize("serve", [_die, _die_after_reading, _hang])
def test_workers_that_do_not_start_end_the_run_with_a_word(
    setup: Setup, inbox: Path, monkeypatch: pytest.MonkeyPatch, serve: Callable[[Any], None]
) -> None:
    monkeypatch.setattr(worker, "serve", serve)
    monkeypatch.setattr(worker, "START_SECONDS", 3.0)
    # a command line that fills a pipe, as the names of some thousand files do
    monkeypatch.setattr(sys, "argv", [sys.argv[0], *["收件/张村工会委员会.pdf"] * 20_000])
    candidates = [Candidate(path.name, str(path)) for path in inbox.iterdir()]
    with Pool(setup, 2) as pool, pytest.raises(WorkerError, match="启动不了"):
        list(pool.run(iter(candidates)))


def test_one_worker_that_starts_does_the_work_of_all(
    setup: Setup, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []

    class OnlyFirst(worker._Worker):
        def __init__(self, setup: Setup, pool: list[worker._Worker]) -> None:
            started.append(None)
            if len(started) > 1:
                message = "读文件的进程启动不了"
                raise WorkerError(message)
            super().__init__(setup, pool)

    monkeypatch.setattr(worker, "_Worker", OnlyFirst)
    for number in range(30):
        (tmp_path / f"{number}.pdf").write_bytes(make())
    with Pool(setup, 4) as pool:
        candidates = [Candidate(path.name, str(path)) for path in tmp_path.glob("*.pdf")]
        found = list(pool.run(iter(candidates)))
    assert len(found) == 30
    assert len(started) <= 1 + worker.STARTS


@pytest.mark.parametrize(("files", "before"), [(worker.EACH, [True]), (worker.EACH + 1, [False])])
def test_where_many_files_wait_the_second_worker_starts_beside_the_first(
    setup: Setup, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int, before: list[bool]
) -> None:
    found: list[list[bool]] = []

    class Told(worker._Worker):
        def __init__(self, setup: Setup, pool: list[worker._Worker]) -> None:
            found.append([other.ready for other in pool])
            super().__init__(setup, pool)

    monkeypatch.setattr(worker, "_Worker", Told)
    form = tmp_path / "甲.pdf"
    form.write_bytes(make())
    with Pool(setup, 2) as pool:
        entries = list(pool.run(Candidate(f"{number}.pdf", str(form)) for number in range(files)))
    assert len(entries) == files
    assert found == [[], before]


# --- outputs ----------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has no /proc")
@pytest.mark.parametrize("output", ["out", "json", "csv", "units", "replies"])
def test_what_cannot_be_written_is_told_before_anything_is_read(
    root: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    def read_all(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(command, "read_all", read_all)
    name = {"out": "a.xlsx", "json": "a.json"}.get(output, "folder")
    wanted: dict[str, Any] = {"json": tmp_path / "a.json", output: Path("/proc") / name}
    with pytest.raises(UsageError, match="/proc"):
        collect(root, Options([inbox], **wanted))


@pytest.mark.parametrize("output", ["csv", "units", "replies", "paper"])
def test_a_folder_below_a_file_is_told_before_anything_is_read(
    root: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    monkeypatch.setattr(command, "read_all", None)
    (tmp_path / "a file").write_text("x")
    wanted: dict[str, Any] = {"json": tmp_path / "a.json", output: tmp_path / "a file" / "folder"}
    with pytest.raises(UsageError, match="a file 是一个文件"):
        collect(root, Options([inbox], **wanted))


@pytest.mark.parametrize(
    "names",
    [{"out": "a.xlsx", "json": "a.xlsx"}, {"out": "r.xlsx", "expected": "r.xlsx"}, {"json": "in/甲.pdf"}],
)
def test_no_output_takes_the_place_of_another_or_of_what_is_read(
    root: Path, inbox: Path, tmp_path: Path, names: dict[str, str]
) -> None:
    before = (inbox / "甲.pdf").read_bytes()
    wanted: dict[str, Any] = {key: tmp_path / name for key, name in names.items()}
    with pytest.raises(UsageError, match="换一个名字"):
        collect(root, Options([inbox, inbox / "甲.pdf"], force=True, **wanted))
    assert (inbox / "甲.pdf").read_bytes() == before


def test_what_was_read_is_kept_where_only_one_output_cannot_be_written(
    root: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(command, "write_workbook", full)
    with pytest.raises(UsageError, match=r"读过的存在 .*未读完"):
        collect(root, Options([inbox], tmp_path / "a.xlsx", tmp_path / "a.json", jobs=1))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a-未读完.json", "in"]
    assert len(json.loads((tmp_path / "a-未读完.json").read_bytes())["files"]) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no /dev/full")
@pytest.mark.parametrize("where", ["full", "closed", "gone"])
def test_nobody_at_the_console_undoes_nothing(root: Path, inbox: Path, tmp_path: Path, where: str) -> None:
    out = tmp_path / "a.xlsx"
    line = [sys.executable, "-u", "-m", "generator", "collect", str(inbox), "--out", str(out), "--jobs", "1"]
    if where == "full":
        console = os.open("/dev/full", os.O_WRONLY)
    else:
        reader, console = os.pipe()
        os.close(reader)
    done = subprocess.run(
        line,
        cwd=root,
        stdout=console,
        stderr=subprocess.PIPE,
        check=False,
        preexec_fn=(lambda: os.close(1)) if where == "closed" else None,
    )
    os.close(console)
    assert (done.returncode, done.stderr) == (0, b"")
    assert out.exists()


def test_of_two_runs_into_one_file_the_first_keeps_it(
    root: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, other = tmp_path / "a.xlsx", tmp_path / "a.json"
    before = write_workbook

    def meanwhile(*arguments: Any, **named: Any) -> None:  # noqa: ANN401
        before(*arguments, **named)
        other.write_text("the other run's")

    monkeypatch.setattr(command, "write_workbook", meanwhile)
    with pytest.raises(UsageError, match=r"a\.json"):
        collect(root, Options([inbox], out, other, jobs=1))
    assert other.read_text() == "the other run's"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "in"]
    collect(root, Options([inbox], out, other, jobs=1, force=True))
    assert json.loads(other.read_bytes())["totals"]["accepted"] == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("size", [1, 3_000, 20_000])
def test_a_full_disk_is_told_and_leaves_nothing(root: Path, inbox: Path, tmp_path: Path, size: int) -> None:
    def small() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    out = tmp_path / "out"
    out.mkdir()
    process = run(root, inbox, "--out", out / "a.xlsx", "--jobs", 1, before=small)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 2, said.decode()
    assert "Traceback" not in said.decode()
    assert "错误：" in said.decode()
    assert list(out.iterdir()) == []


def test_a_folder_that_vanishes_costs_what_was_in_it_only(
    root: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = intake.scan

    def scan(*arguments: Any) -> Any:  # noqa: ANN401
        for candidate in before(*arguments):
            if "乙" in candidate.label:
                Path(candidate.path).unlink()
            yield candidate

    monkeypatch.setattr(command, "scan", scan)
    collect(root, Options([inbox], json=tmp_path / "a.json", jobs=1))
    files = json.loads((tmp_path / "a.json").read_bytes())["files"]
    assert {Path(f["path"]).name: f["reason"] for f in files} == {"甲.pdf": None, "乙.pdf": "unreadable"}


# --- interrupts -------------------------------------------------------------------------------------


INTERRUPTED: Final = """
import os, signal, sys
from generator import interrupts
interrupts.install()
from generator.cli import main
from generator.returns import collect
def reply_files(report):
    yield "one.txt", "x"
    os.kill(os.getpid(), signal.SIGTERM)
    yield "two.txt", "x"
collect.reply_files = reply_files
interrupts.leave(main(sys.argv[1:]))
"""
"""A run that is interrupted with one reply written and the other not."""


@pytest.mark.skipif(os.name == "nt", reason="Windows has other interrupts")
@pytest.mark.parametrize("kept", [True, False])
def test_an_interrupt_while_writing_leaves_no_folders_and_keeps_what_was_read(
    root: Path, inbox: Path, tmp_path: Path, kept: bool
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    line = [sys.executable, "-c", INTERRUPTED, "collect", inbox, "--out", out / "a.xlsx", "--jobs", "1"]
    line += ["--replies", out / "replies", "--csv", out / "deep" / "tables", "--units", out / "units"]
    line += ["--json", out / "a.json"] if kept else []
    done = subprocess.run(list(map(str, line)), cwd=root, capture_output=True, check=False)
    assert done.returncode == 130, done.stderr.decode()
    assert [p.name for p in out.iterdir()] == (["a-未读完.json"] if kept else [])


@pytest.mark.skipif(os.name == "nt", reason="Windows has other interrupts")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_read_is_kept_beside_the_json_that_was_asked_for(
    root: Path, make: Make, tmp_path: Path, number: int
) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    out.mkdir()
    (inbox / "0.pdf").write_bytes(make())
    for copy in range(1, 3000):
        os.link(inbox / "0.pdf", inbox / f"{copy}.pdf")
    process = run(root, inbox, "--json", out / "a.json", "--jobs", 1)
    # a worker is reading once it has opened one of the files; the run takes much longer
    time.sleep(6)
    process.send_signal(number)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "已中断" in said.decode()
    assert "Traceback" not in said.decode()
    kept = list(out.iterdir())
    if kept:
        assert [path.name for path in kept] == ["a-未读完.json"]
        done = len(json.loads(kept[0].read_bytes())["files"])
        assert 0 < done < 3000
        collect(root, Options(kept, json=tmp_path / "again.json"))
        assert len(json.loads((tmp_path / "again.json").read_bytes())["files"]) == done


# --- what holds nothing, or never ends -----------------------------------------------------------------


@pytest.mark.timeout(120)
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_empty_folder_is_told_and_not_waited_for(root: Path, tmp_path: Path, jobs: int) -> None:
    (tmp_path / "in" / "空").mkdir(parents=True)
    with pytest.raises(UsageError, match="没有找到任何文件"):
        collect(root, Options([tmp_path / "in"], tmp_path / "o.xlsx", jobs=jobs))
    assert not (tmp_path / "o.xlsx").exists()


@pytest.mark.timeout(120)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have a name")
@pytest.mark.parametrize("option", ["expected", "decisions", "campaign", "carry", "before"])
def test_a_pipe_in_place_of_a_file_is_told_and_not_waited_for(
    root: Path, inbox: Path, tmp_path: Path, option: str
) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    given: dict[str, Any] = {option: tmp_path / "pipe.xlsx"}
    options = replace(Options([inbox], tmp_path / "o.xlsx", jobs=1), **given)
    with pytest.raises(UsageError, match="pipe"):
        collect(root, options)


@pytest.mark.parametrize(("name", "why"), [("in", "不是以前写出的"), ("没有.json", "没有这个文件")])
def test_what_cannot_be_compared_with_is_told(
    root: Path, inbox: Path, tmp_path: Path, name: str, why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        collect(root, Options([inbox], tmp_path / "o.xlsx", before=tmp_path / name, jobs=1))
