"""The packed program under Node, in the Python for browsers: what the desk makes of it, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.collector import program
from generator.forms import Form
from generator.model import Corpus
from generator.returns.reading.setup import Setup
from tests.machine import program as machine_program
from tests.returns import steps_alone
from tests.returns.conftest import Make
from tests.returns.test_without_compiled import campaign, outputs, word_form

pytestmark = pytest.mark.timeout(1200)
"""A whole Python starts."""

NODE = Path(__file__).with_name("steps.mjs")


def in_node(runtime: Path, folder: Path, setup: Setup) -> dict[str, bytes]:
    """What comes of the campaign in ``folder``."""
    machine_program("node")
    packed = folder / "program.zip.packed"
    packed.write_bytes(program.pack(setup.to_json(), setup.date))
    command = ["node", str(NODE), str(runtime), str(packed), str(Path(steps_alone.__file__)), str(folder)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return outputs(folder)


def test_a_campaign_of_all_kinds_of_files_comes_to_what_the_desk_makes_of_it(
    root: Path,
    runtime: Path,
    corpus: Corpus,
    forms: dict[str, Form],
    setup: Setup,
    make: Make,
    tmp_path: Path,
) -> None:
    campaign(tmp_path / "desk", root, setup, make, word_form(corpus, forms["checklist-villages"]))
    shutil.copytree(tmp_path / "desk", tmp_path / "node")
    steps_alone.run(tmp_path / "desk")
    assert in_node(runtime, tmp_path / "node", setup) == outputs(tmp_path / "desk")
