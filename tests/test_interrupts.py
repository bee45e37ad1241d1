"""An interrupt at any moment ends any command soon, with one code, without a traceback or a trace."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from generator.forms import fill
from generator.interrupts import EXIT_CODE
from generator.project import open_project
from tests.served import copy_root

pytestmark = [
    pytest.mark.skipif(
        not Path("/proc/self/status").exists(),
        reason="asks /proc whether the handler stands, and who is left",
    ),
    pytest.mark.timeout(1800),
]

ROOT: Final = Path(__file__).resolve().parents[1]

PATIENCE: Final = 180.0
"""Seconds, for a machine that does ten other things; an interrupted command takes a few hundredths."""

MOMENTS: Final = {
    "check": 25, "release": 10, "forms": 20, "prefill": 17, "collect": 18, "build": 5, "serve": 5,
}  # fmt: skip
"""How often each command is interrupted: a hundred times in all, the long ones less often."""


@dataclass
class Place:
    """A root of its own, what the commands read, a folder where they write, and one for temporary files."""

    root: Path
    inputs: Path
    out: Path
    temporary: Path
    lasting: dict[str, float] = field(default_factory=dict)

    def command(self, name: str) -> list[str]:
        given = {
            "check": [],
            "release": [],
            "forms": ["--out", str(self.out / "forms")],
            "prefill": [str(self.inputs / "roster.csv"), "--out", str(self.out / "prefilled")],
            "collect": [
                str(self.inputs / "returns"), "--out", str(self.out / "a.xlsx"),
                "--json", str(self.out / "a.json"), "--csv", str(self.out / "tables"), "--jobs", "2",
                "--replies", str(self.out / "replies"), "--units", str(self.out / "units"),
            ],
            "build": ["--site-dir", str(self.out / "site")],
            "serve": ["--port", str(_free_port())],
        }[name]  # fmt: skip
        return [sys.executable, "-m", "generator", "--root", str(self.root), name, *given]

    def start(self, name: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command(name),
            cwd=ROOT,
            env=os.environ | {"TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def duration(self, name: str) -> float:
        """How long a command takes here and now; ``serve``, until it is ready."""
        if name not in self.lasting:
            start = time.monotonic()
            process = self.start(name)
            assert process.stdout is not None
            if name == "serve":
                for line in process.stdout:
                    if "网站已就绪".encode() in line:
                        break
                self.lasting[name] = time.monotonic() - start
                process.terminate()
                process.communicate(timeout=PATIENCE)
            else:
                said, _ = process.communicate(timeout=900)
                assert process.returncode in (0, 1), said.decode()
                self.lasting[name] = time.monotonic() - start
            self.renew()
        return self.lasting[name]

    def renew(self) -> None:
        """As before the first command: nothing written, and the version at hand not released."""
        shutil.rmtree(self.out)
        self.out.mkdir()
        shutil.copy(ROOT / "standards" / "releases.yml", self.root / "standards" / "releases.yml")

    def left(self) -> list[str]:
        """What a command has left, but for finished outputs and the pages below docs/."""
        found = [*self.temporary.rglob("*"), *(p for p in self.out.rglob(".*"))]
        found += [p for p in self.out.iterdir() if p.name.endswith(".new")]
        found += [p for p in self.root.rglob(".*") if p.name != ".generated.json"]
        return [str(p) for p in found]


@pytest.fixture(scope="module")
def place(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    top = tmp_path_factory.mktemp("interrupted")
    place = Place(copy_root(root, top / "root"), top / "in", top / "out", top / "tmp")
    for folder in (place.inputs / "returns", place.out, place.temporary):
        folder.mkdir(parents=True)
    project = open_project(root)
    form = next(form for form in project.forms if form.standard is None)
    filled = fill(project.form_files[form.path], {"unit-name": "某单位"}).data
    for number in range(40):
        (place.inputs / "returns" / f"{number}.pdf").write_bytes(filled)
    units = "".join(f"甲{number},{number % len(project.corpus.standards) + 1}\n" for number in range(12))
    (place.inputs / "roster.csv").write_text("单位名称,类别\n" + units, encoding="utf-8")
    return place


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _handled(process: subprocess.Popen[bytes]) -> bool:
    """Whether our handler stands: Python by itself does not catch SIGTERM."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) & (1 << (signal.SIGTERM - 1)))


def _session(leader: int) -> list[str]:
    """The processes that a command has started and that still run, by what they were called with."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if int(fields[3]) == leader and fields[0] != "Z":
                found.append(command)
    return found


def _gone(leader: int) -> bool:
    deadline = time.monotonic() + PATIENCE
    while _session(leader):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.parametrize("name", MOMENTS)
def test_an_interrupt_at_any_moment_ends_a_command_with_one_code_and_leaves_nothing(
    place: Place, name: str
) -> None:
    chance = random.Random(name)  # the same moments each time, as shares of what the command takes
    heard: list[str] = []
    for number in range(MOMENTS[name]):
        wait = chance.random() * place.duration(name) * 1.05
        number_of = signal.SIGINT if number % 2 else signal.SIGTERM
        process = place.start(name)
        while not _handled(process) and process.poll() is None:
            time.sleep(0.001)
        time.sleep(wait)
        process.send_signal(number_of)
        said, _ = process.communicate(timeout=PATIENCE)
        told = f"{name}, {number_of.name} after {wait:.3f} s: {process.returncode}\n{said.decode()}"
        # a command may have been done a moment before
        assert process.returncode in (EXIT_CODE, 0, 1), told
        assert "Traceback" not in said.decode(), told
        if process.returncode == EXIT_CODE:
            assert "已中断" in said.decode(), told
            assert not place.left(), told
        assert _gone(process.pid), told
        heard.append(said.decode())
        place.renew()
    assert any("已中断" in said for said in heard)
    if name == "collect":
        assert any("已中断：读了" in said for said in heard), "it says how far it got"


def test_a_site_stands_whole_when_its_next_build_is_interrupted(place: Place) -> None:
    site = place.out / "site"
    subprocess.run(place.command("build"), cwd=ROOT, check=True)
    before = {p: p.read_bytes() for p in site.rglob("*") if p.is_file()}
    process = place.start("build")
    while not list(place.out.glob("site.*.new")):
        time.sleep(0.01)
    process.terminate()
    process.communicate(timeout=PATIENCE)
    assert process.returncode == EXIT_CODE
    assert {p: p.read_bytes() for p in site.rglob("*") if p.is_file()} == before
    assert not place.left()
    # and the pages that it left half-written below docs/ are known as ours
    subprocess.run(place.command("build"), cwd=ROOT, check=True)
