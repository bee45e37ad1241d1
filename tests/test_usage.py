"""What the command line says of wrong usage, and its help, are in Chinese; no English of argparse's."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import DEFAULT_COLLECTOR, main
from generator.usage import CHINESE, columns

BARE = """import sys
sys.path.append(sys.argv.pop(1))
from generator.cli import main
sys.exit(main())"""

NAMES = re.compile(
    r"--?[a-z-]+|python -m generator( [a-z]+)?|'[^']*'|[a-z]+/|\.?\b(yml|YAML|PDF|zip|csv|json|xlsx)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "还缺：命令"),
        (["nonsense"], "没有 'nonsense'，只有：'check'"),
        (["collect"], "还缺：路径"),
        (["build", "--jobs", "3"], "不认识：--jobs 3"),
        (["build", "--site-dir"], "--site-dir：后面要写一个值"),
        (["serve", "--port", "abc"], "--port：要写 1 到 65535 的数，不能是 'abc'"),
        (["serve", "--port", "99999"], "--port：要写 1 到 65535 的数，不能是 '99999'"),
        (["serve", "--port", "0"], "--port：要写 1 到 65535 的数"),
        (["collect", "--jobs", "0", "a"], "--jobs：要写 1 到 64 的数"),
        (["collect", "--jobs=-3", "a"], "--jobs：要写 1 到 64 的数"),
        (["collect", "--force=yes", "a"], "--force：后面不能带 'yes'"),
        (["collect", "--jo", "1", "--", "a"], ""),
        (["check", "——表", "a"], "不认识：——表 a（横线要用英文的：--）"),
        (["check", "－－表", "a"], "（横线要用英文的：--）"),
        (["check", "--root", "x"], "不认识：--root x（--root 写在命令的前面）"),
        (["build", "--site-dir", "a", "--site-dir", "b"], "--site-dir：写了两次，只写一次"),
        (["collect", "a", "b", "--jobs", "1", "--jobs", "1"], "--jobs：写了两次，只写一次"),
        (["build", "--collector", "--collector", "x"], "--collector：写了两次，只写一次"),
        (["forms", "--out", ""], "--out：写的是空的"),
        (["collect", ""], "路径：写的是空的"),
        (["prefill", " ", "--out", "x"], "名册.xlsx：写的是空的"),
    ],
)
def test_wrong_usage_is_said_in_chinese_and_ends_with_two(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tmp_path), *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert not re.search("[A-Za-z]{3,}", NAMES.sub("", error).replace(str(tmp_path), "")), error


@pytest.mark.parametrize(
    "command", [[], *([name] for name in ("check", "build", "serve", "forms", "collect", "prefill"))]
)
def test_help_is_in_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("用法：")
    for english in ("usage", "options", "positional", "show this"):
        assert english not in said


@pytest.mark.parametrize("command", ["build", "forms", "collect", "prefill"])
def test_explanations_stand_below_each_other_where_a_hanzi_takes_two_columns(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    main([command, "--help"])
    lines = capsys.readouterr().out.partition("选项")[2].splitlines()[1:]
    begins = {columns(line[: found.end()]) for line in lines if (found := re.match(r"  \S.*?  +|   +", line))}
    assert len(begins) == 1
    assert max(map(columns, lines)) <= 80


def test_help_names_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    codes = re.findall(r"^  (\d+) ", capsys.readouterr().out, re.MULTILINE)
    assert codes == ["0", "1", "2", "130"]


def test_other_users_of_argparse_keep_their_english(capsys: pytest.CaptureFixture[str]) -> None:
    main(["nonsense"])
    capsys.readouterr()
    with pytest.raises(SystemExit):
        argparse.ArgumentParser().parse_args(["surplus"])
    assert "unrecognized arguments" in capsys.readouterr().err


def test_translations_keep_the_places_of_what_they_name() -> None:
    for english, chinese in CHINESE.items():
        places = re.compile(r"%(?:\(\w+\))?[sr]")
        assert set(places.findall(chinese)) <= set(places.findall(english)), english


@pytest.mark.parametrize(
    "command", [["check"], ["build"], ["forms", "--out", "x"], ["serve"], ["collect", "x"]]
)
def test_a_package_that_is_not_installed_is_named_without_a_traceback(
    root: Path, tmp_path: Path, command: list[str]
) -> None:
    """As a newcomer's Python has it, who has not installed anything."""
    bare = [sys.executable, "-I", "-S", "-c", BARE, str(root), "--root", str(root), *command]
    result = subprocess.run(bare, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 2, result.stderr
    assert re.fullmatch(r"错误：没有装 \w+；先在程序的文件夹里运行 pip install .*\n", result.stderr)


def test_a_folder_that_somebody_writes_is_sought_where_they_stand(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even if it is the one that is taken below the root where none is written."""
    monkeypatch.chdir(tmp_path)
    body = root / "tests/other_body/root"
    for written, sought in (([str(DEFAULT_COLLECTOR)], DEFAULT_COLLECTOR), ([], body / DEFAULT_COLLECTOR)):
        command = ["--root", str(body), "build", "--site-dir", "s", "--collector", *written]
        assert main(command) == 2
        assert f"错误：{sought} 不是 npm 包" in capsys.readouterr().err
