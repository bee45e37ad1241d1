"""What the pages for maintainers say of the tree, the commands and the versions is true."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import yaml
from packaging.specifiers import SpecifierSet

from generator import interrupts, numerals
from generator.cli import EXIT_CODES, _parser, main
from generator.collector import site_files
from generator.returns.reading.limits import Limits
from tests.test_quality import COMMANDS


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def project(root: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads(text(root, "pyproject.toml"))


def rooms(root: Path) -> set[str]:
    contracts = tomllib.loads(text(root, "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(c for c in contracts if c["containers"] == ["generator"])["layers"]
    return {room.strip() for layer in layers for room in layer.split("|")} - {"__main__"}


def section(page: str, heading: str) -> str:
    return page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_the_architecture_page_lists_every_room_and_no_other(root: Path) -> None:
    table = section(text(root, "docs/guide/architecture.md"), "从下到上")
    first_cells = re.findall(r"^\| (`[^|]*`) \|", table, re.MULTILINE)
    assert {room for cell in first_cells for room in re.findall("`([^`]+)`", cell)} == rooms(root)


def test_the_picture_of_the_rooms_names_rooms(root: Path) -> None:
    page = text(root, "docs/guide/architecture.md")
    named = set(re.findall(r">([a-z]+)</text>", page.partition("<svg")[2].partition("</svg>")[0]))
    assert named <= rooms(root) | {"reading", "judging", "report"}
    assert {"load", "model", "check", "compare", "pages", "site", "returns"} <= named


def test_the_usual_changes_name_files_that_are_there(root: Path) -> None:
    table = section(text(root, "docs/guide/maintain.md"), "常见的改动，各动哪些文件")
    rows = re.findall(r"^\| (?!-|要做)([^|]+)\|([^|]+)\|$", table, re.MULTILINE)
    assert len(rows) >= 12
    named = re.findall(r"`([a-z_.-]+(?:/[\w.-]*)*/?)`", table)
    inside = ("", "generator/returns/reading/", "generator/schema/")
    assert len(named) > 30
    assert [n for n in named if not any((root / folder / n).exists() for folder in inside)] == []


def test_every_command_stands_in_the_readme_and_every_exit_code_everywhere(root: Path) -> None:
    readme = text(root, "README.md")
    for path in ("README.md", "docs/guide/maintain.md"):
        assert str(interrupts.EXIT_CODE) in text(root, path)
    assert str(interrupts.EXIT_CODE) in EXIT_CODES
    for command in commands():
        assert re.search(rf"^\| `{command}\b", readme, re.MULTILINE), command


def commands() -> list[str]:
    """The commands, as the parser itself names them where one is wrong."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        main(["nonsense"])
    return re.findall(r"'([a-z]+)'", said.getvalue().partition("只有")[2])


def test_the_log_of_the_code_begins_with_the_version_of_the_code(root: Path) -> None:
    newest = re.search(r"^## ([\d.]+)", text(root, "docs/changelog-code.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == project(root)["project"]["version"]


def test_the_log_of_the_data_begins_with_the_version_of_the_data(root: Path) -> None:
    newest = re.search(r"^## ([\d.]+)", text(root, "docs/changelog.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == yaml.safe_load(text(root, "standards/catalog.yml"))["version"]


def test_the_log_of_the_data_tells_released_versions_from_those_that_are_not(root: Path) -> None:
    headings = re.findall(r"^## ([\d.]+)(.*)", text(root, "docs/changelog.md"), re.MULTILINE)
    recorded = yaml.safe_load(text(root, "standards/releases.yml"))["releases"]
    assert {number for number, more in headings if "还没有发布" not in more} == {
        release["version"] for release in recorded
    }


def test_commits_are_held_to_the_commands_of_the_tests(root: Path) -> None:
    hooks = yaml.safe_load(text(root, ".pre-commit-config.yaml"))["repos"][0]["hooks"]
    entries = {hook["entry"] for hook in hooks}
    wanted = {" ".join(["python", *command]) for command in COMMANDS.values() if command[0] == "-m"}
    assert entries == wanted | {"lint-imports", "python -m generator check"}


def test_the_workflow_runs_what_runs_here(root: Path) -> None:
    workflow = yaml.safe_load(text(root, ".github/workflows/publish.yml"))
    steps = [step.get("run", "") for step in workflow["jobs"]["test"]["steps"]]
    assert ".ci/run" in steps
    assert ".venv/bin/python -m generator build --collector" in steps
    for form in (root / ".github" / "ISSUE_TEMPLATE").glob("*.yml"):
        yaml.safe_load(form.read_text(encoding="utf-8"))


def test_every_package_stands_once_and_every_exact_version_has_its_reason(root: Path) -> None:
    told = tomllib.loads(text(root, "pyproject.toml"))["project"]
    wanted = told["dependencies"] + [one for extra in told["optional-dependencies"].values() for one in extra]
    names = [re.split(r"[=<>\[]", requirement)[0] for requirement in wanted]
    assert sorted(names) == sorted(set(names))
    lines = text(root, "pyproject.toml").splitlines()
    for requirement in wanted:
        (number,) = (n for n, line in enumerate(lines) if f'"{requirement}"' in line)
        line, above = lines[number], lines[number - 1]
        assert line.count('"') == 2, line
        assert "==" not in requirement or "#" in line or above.lstrip().startswith("#"), line


def test_the_oldest_python_of_the_readme_takes_every_pinned_package(root: Path) -> None:
    # its first release: Debian 12 has 3.11.2, and pip refuses a pin that asks for more
    lowest = str(tomllib.loads(text(root, "pyproject.toml"))["project"]["requires-python"]).removeprefix(">=")
    assert f"Python {lowest}" in text(root, "README.md")
    pinned = re.findall(r"^([\w.-]+)==\S+$", text(root, "requirements.lock"), re.MULTILINE)
    assert len(pinned) > 40
    asked: dict[str, str] = {}
    for name in pinned:
        with contextlib.suppress(PackageNotFoundError):  # some are for other systems
            asked[name] = str(distribution(name).metadata.json.get("requires_python", ""))
    assert {name: said for name, said in asked.items() if f"{lowest}.0" not in SpecifierSet(said)} == {}


def test_the_readme_names_every_program_that_measures(root: Path) -> None:
    readme = text(root, "README.md")
    benches = {path.stem for path in (root / "tests" / "bench").glob("bench_*.py")}
    assert {bench for bench in benches if f"{bench}`" not in readme} == set()


def test_the_guide_of_cadres_tells_the_limits_options_and_reasons_that_hold(root: Path) -> None:
    page = text(root, "docs/guide/collect.md")
    browser = page.partition("{#browser}")[2].partition("\n## ")[0]
    assert f"{site_files.SECONDS:.0f} 秒" in browser
    assert f"{site_files.LARGEST / 1e6:.0f} MB" in browser
    assert f"有时间上限（{Limits().seconds:.0f} 秒）" in page
    assert f"包里套包最多{numerals.chinese(Limits().nesting)}层" in page
    summary = yaml.safe_load(text(root, "forms/summary.yml"))
    assert f"最常未达标的{numerals.chinese(summary['sheets']['statistics']['top'])}条" in page
    for reason in summary["reasons"]:
        assert f"`{reason}`" in page, reason
    for option in options("collect") - {"--out"}:
        assert re.search(rf"^\| `{option}\b", page, re.MULTILINE), option


def test_the_guides_tell_the_numbers_of_what_is_on_file(root: Path) -> None:
    def on_file(name: str, part: str) -> list[dict[str, str]]:
        listed: list[dict[str, str]] = yaml.safe_load(text(root, f"standards/editorial/{name}.yml"))[part]
        return listed

    topics, groups = (len(on_file("topics", part)) for part in ("topics", "groups"))
    told = Counter(weighing["relation"] for weighing in on_file("weighings", "weighings"))
    more = told["stricter"] + told["looser"]
    crosswalk = text(root, "docs/guide/crosswalk.md")
    assert f"定稿{topics}个主题，分{groups}组" in crosswalk
    assert f"逐处写明理由，共{len(on_file('relations', 'relations'))}处" in crosswalk
    assert f"编者逐处判断，共{told.total()}处" in crosswalk
    assert f"只差字句{told['same']}处，一边要求更多{more}处，各有不同{told['otherwise']}处" in crosswalk
    law = text(root, "docs/guide/law.md")
    assert f"读出{len(on_file('laws', 'laws'))}部法律" in law
    assert f"定稿{len(on_file('articles', 'articles'))}处" in law
    assert f"没有读到的{numerals.chinese(len(on_file('laws', 'unread')))}部规定" in law


def test_every_option_of_every_command_stands_in_the_readme_or_in_a_guide(root: Path) -> None:
    pages = [root / "README.md", *(root / "docs" / "guide").glob("*.md")]
    told = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    found = {command: options(command) for command in commands()}
    assert "--collector" in found["build"]
    missing = {c: [o for o in found[c] if not re.search(rf"{o}\b", told)] for c in found}
    assert not any(missing.values()), missing


def options(command: str) -> set[str]:
    """The long options of a command, but for that which shows them."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        main([command, "--help"])
    return set(re.findall(r"--[a-z-]+", said.getvalue())) - {"--help"}


def test_the_guide_of_those_who_fill_in_tells_how_much_each_field_holds(root: Path) -> None:
    table = text(root, "docs/guide/fill.md").partition("| 至少写得下（字） |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| ([^|]+) \| (\d+)", table, re.MULTILINE)
    told = {label: int(most) for labels, most in rows for label in labels.split("、")}
    asked: dict[str, set[int]] = {}
    for path in ("forms/checklist.yml", "forms/application.yml"):
        form = yaml.safe_load(text(root, path))
        columns = [{**column, "label": column["heading"]} for column in form.get("columns", [])]
        for field in form["fields"] + columns:
            asked.setdefault(field["label"], set()).add(field.get("max_length", 0))
    assert len(told) > 10
    assert {label: {most} for label, most in told.items()} == {label: asked.get(label) for label in told}


# --- what the pages name ------------------------------------------------------------------------


WRITTEN: Final = (
    "README.md",
    ".ci/run",
    "docs/changelog*.md",
    "docs/guide/*.md",
    ".github/**/*.md",
    ".github/**/*.yml",
)


def pages(root: Path) -> Iterator[tuple[str, str]]:
    """Path and text of everything that tells people how to use, keep and extend this."""
    for path in (path for pattern in WRITTEN for path in root.glob(pattern)):
        yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


COMMAND_LINE: Final = re.compile(r"python -m generator (?!\[)([a-z][^`\n|#&]*)")
OF_THE_SITE: Final = ("assets/", "collect/", "data/", "fill/", "text/")
"""How paths begin that pages name as those of the site, and the kind of file that a host names."""


def test_every_command_line_on_a_page_is_understood(root: Path) -> None:
    """Parsed, not run; an ellipsis stands for what a reader fills in."""
    tried = 0
    for name, page in pages(root):
        for line in COMMAND_LINE.findall(page):
            words = shlex.split(line.replace("\\", "/"), comments=True)
            if "…" not in line:
                assert _parser().parse_args(words).run, (name, line)
                tried += 1
    assert tried > 15


def test_every_program_of_the_tests_that_a_page_runs_is_there(root: Path) -> None:
    named = {(name, module) for name, page in pages(root) for module in re.findall(r"-m (tests[\w.]+)", page)}
    assert len(named) > 10
    assert [(name, module) for name, module in named if find_spec(module) is None] == []


def test_every_path_on_a_page_is_one_of_the_tree(root: Path) -> None:
    """Below the top or the room that the page speaks of; what the build makes is proved by the build."""
    rooms = (
        "",
        "generator/",
        "generator/returns/",
        "generator/forms/",
        "generator/returns/reading/",
        "docs/",
    )
    named = [
        (name, path)
        for name, page in pages(root)
        for path in re.findall(r"`(\.?[a-z][\w.-]*/[\w./-]*)`", page)
        if not path.startswith((*OF_THE_SITE, ".venv/", "site/", "offline/"))
    ]
    assert len(named) > 60
    assert [(n, path) for n, path in named if not any((root / room / path).exists() for room in rooms)] == []
