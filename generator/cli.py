"""The command line: arguments in, exit codes out, and the only place where failures become text."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from typing import TextIO

from generator import interrupts
from generator.errors import FindingsError, GeneratorError, trouble
from generator.usage import Parser, a_path

DEFAULT_COLLECTOR = Path("tests/collector/node_modules/pyodide")
"""Where ``npm ci --prefix tests/collector`` puts the Python for browsers, below the root."""

GARBAGE = 100_000
"""Objects after which to look for garbage. With Python's 700, a sixth of a build is looking; more than these
take more memory and save nothing."""

EXIT_CODES = """退出码：
  0    完成
  1    数据有问题，或者有表没有收下，或者名册有问题
  2    用法不对，或者无法运行
  130  被中断（Ctrl+C、SIGTERM）：没有做完的不留下，原来的东西不动
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 findings, 2 cannot run, 130 interrupted)."""
    _use_readable_console()
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as end:  # argparse has said what there was to say
        return int(end.code or 0)
    try:
        with collecting_seldom():
            return int(options.run(options))
    except (GeneratorError, OSError, ModuleNotFoundError) as error:
        return _explained(error)
    except KeyboardInterrupt:
        # only where no handler is installed (see generator.interrupts): in a program that calls this one
        _tell("已中断。", sys.stderr)
        return interrupts.EXIT_CODE


def _explained(error: GeneratorError | OSError | ModuleNotFoundError) -> int:
    """Say what went wrong, and which exit code that is; a fault of the program itself is raised again."""
    if isinstance(error, FindingsError):
        for finding in error.findings:
            _tell(finding)
        said = f"共 {len(error.findings)} 处问题，没有生成任何文件。"
    elif isinstance(error, GeneratorError):
        said = f"错误：{error}"
    elif isinstance(error, OSError):
        # a full disk, a folder where a file should be: the system's words are all there is to say
        said = f"错误：{error.filename or '文件'} 读写失败：{trouble(error)}"
    elif (error.name or "").partition(".")[0] == __package__:
        raise error
    else:
        said = f"错误：没有装 {error.name}；先在程序的文件夹里运行 pip install -c requirements.lock -e ."
    _tell(said, sys.stderr)
    return error.exit_code if isinstance(error, GeneratorError) else GeneratorError.exit_code


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Much is made here and little freed: looking for garbage often walks all of it over and over."""
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _tell(said: object, stream: TextIO | None = None) -> None:
    """Say something at the console: that whoever was to read it has gone undoes nothing that was done."""
    with suppress(OSError):
        print(said, file=stream or sys.stdout)


def _use_readable_console() -> None:
    """A character that the console's encoding lacks (GBK on Windows) must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m generator",
        description="由 standards/ 和 forms/ 里的 YAML 生成网站、表格和数据文件。",
        epilog=EXIT_CODES,
    )
    parser.add_argument(
        "--root",
        type=a_path,
        default=Path(),
        metavar="文件夹",
        help="放 standards/、forms/、docs/、mkdocs.yml 的文件夹（默认：当前文件夹）",
    )
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")

    check = commands.add_parser("check", help="检查全部数据，列出问题所在和改法")
    _add_official(check, "再核对上级的表和它的对应文件（可以写几次）：栏名找得到吗，有没有两处")
    check.set_defaults(run=_check)

    build = commands.add_parser("build", help="检查，并生成整个网站（网页、PDF 和 Word 表格、数据文件）")
    build.add_argument(
        "--site-dir", type=a_path, metavar="文件夹", help="网站放在哪里（默认：根文件夹下的 site）"
    )
    build.add_argument(
        "--no-offline", dest="offline", action="store_false",
        help="不打离线包（整个网站的 zip，解压就能用，不用联网）",
    )  # fmt: skip
    build.add_argument(
        "--collector", type=a_path, nargs="?", const=DEFAULT_COLLECTOR, metavar="文件夹",
        help="加上在浏览器里收表的网页；文件夹是装好的 npm 包 pyodide"
        f"（不写就是根文件夹下的 {DEFAULT_COLLECTOR.as_posix()}）",
    )  # fmt: skip
    build.set_defaults(run=_build)

    serve = commands.add_parser("serve", help="在本机打开网站，改动 YAML 自动刷新")
    serve.add_argument("--host", default="127.0.0.1", metavar="地址", help="默认 127.0.0.1")
    serve.add_argument("--port", type=_number(1, 65535), default=8000, metavar="端口", help="默认 8000")
    serve.set_defaults(run=_serve)

    forms = commands.add_parser("forms", help="只生成表格，每份都有 PDF 和 Word")
    forms.add_argument("--out", type=a_path, required=True, metavar="文件夹", help="表格放在哪里")
    forms.set_defaults(run=_forms)

    release = commands.add_parser("release", help="发布以前：把这一版的摘要记入 standards/releases.yml")
    release.set_defaults(run=_release)

    _add_collect(commands)

    prefill = commands.add_parser("prefill", help="按名册给每个单位出表，单位的情况已经填好")
    prefill.add_argument(
        "roster", type=a_path, metavar="名册.xlsx", help="每行一个单位；工作簿或 CSV（UTF-8、GBK）"
    )
    prefill.add_argument("--out", type=a_path, required=True, metavar="文件夹", help="表放在哪里")
    prefill.add_argument("--word", action="store_true", help="出 Word 表（.docx），不出 PDF")
    _add_official(prefill, "填上级发的 Word 表，不填这里的；和 --word 一起用，可以写几次")
    prefill.add_argument("--force", action="store_true", help="覆盖已有的文件")
    prefill.set_defaults(run=_prefill)
    return parser


def _number(least: int, most: int) -> Callable[[str], int]:
    """A type of argument: a whole number from ``least`` to ``most``."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"要写 {least} 到 {most} 的数，不能是 {text!r}")
        return number

    return read


def _add_official(command: argparse.ArgumentParser, purpose: str) -> None:
    command.add_argument(
        "--official", type=a_path, action="append", default=[], metavar="官方表.yml", help=purpose
    )


def _add_collect(commands: argparse._SubParsersAction[Parser]) -> None:
    collect = commands.add_parser("collect", help="把交回来的 PDF、Word 表汇成一个工作簿，每个文件都有着落")
    collect.add_argument(
        "paths", type=a_path, nargs="+", metavar="路径",
        help="PDF、Word（.docx）、文件夹、压缩包（zip、7z）、邮件（.eml）、复制的答卷（.txt）、"
        "填好的补录表（.csv）；也可以是以前写出的工作簿、.json（合并）",
    )  # fmt: skip
    collect.add_argument("--out", type=a_path, metavar="汇总.xlsx", help="工作簿放在哪里")
    collect.add_argument("--json", type=a_path, metavar="文件", help="同样的内容写成 JSON，以后可以合并")
    collect.add_argument("--csv", type=a_path, metavar="文件夹", help="每张工作表再写成 CSV")
    collect.add_argument("--paper", type=a_path, metavar="文件夹", help="写出纸质件的补录表（CSV）")
    collect.add_argument(
        "--expected", type=a_path, metavar="名册.xlsx", help="应交的单位，用来列出谁还没有交"
    )
    collect.add_argument(
        "--decisions", type=a_path, metavar="同一单位.csv", help="收表人对疑似同一单位的决定，照着办"
    )
    collect.add_argument("--campaign", type=a_path, metavar="活动.yml", help="活动的名称、期限、收哪些表")
    collect.add_argument("--carry", type=a_path, metavar="上次.xlsx", help="接过上次工作簿里手填的内容")
    collect.add_argument(
        "--before", type=a_path, metavar="上次.json", help="与上次比，列出变化；上次的工作簿也行"
    )
    collect.add_argument("--replies", type=a_path, metavar="文件夹", help="给单位、给地区的话，各一个文件")
    collect.add_argument(
        "--units", type=a_path, metavar="文件夹", help="每个单位一份 PDF：结果、目录、核查表"
    )
    _add_official(collect, "收上级发的 Word 表（可以写几次）")
    collect.add_argument(
        "--jobs", type=_number(1, 64), metavar="数", help="同时用几个进程（默认：处理器个数，最多 8）"
    )
    collect.add_argument("--force", action="store_true", help="覆盖已有的输出文件")
    collect.set_defaults(run=_collect)


def _check(options: argparse.Namespace) -> int:
    from generator.check import require, unmentioned

    checked = require(options.root)
    corpus = checked.corpus
    forms = len(checked.definitions)
    _tell(f"没有问题：{len(corpus.standards)} 个标准，{corpus.item_count} 条，{forms} 种表格。")
    if advice := sorted(unmentioned(corpus)):
        _tell("另外请看一看（不影响生成）：")
        for finding in advice:
            _tell(finding)
    if options.official:
        from generator.returns.official.issued import issued_forms
        from generator.returns.steps import setup_for

        setup = setup_for(options.root, corpus, checked.forms)
        for one in issued_forms(options.official, setup):
            form = setup.forms[one.official.form]
            lacking = f"；没有这些栏：{'、'.join(one.unmapped)}" if one.unmapped else ""
            _tell(f"{one.official.name} 可以用：对应“{form.title}”{lacking}。")
            for label, words in one.printed.items():
                _tell(f"  “{label}”的格子里本来印着“{words}”，不当作填的内容")
    return 0


def _build(options: argparse.Namespace) -> int:
    from generator import addresses
    from generator.site.build import build
    from generator.site.progress import Steps

    site = options.site_dir or options.root / "site"
    steps = Steps(sys.stdout)
    try:
        collector = options.collector
        if collector is DEFAULT_COLLECTOR:  # not what somebody wrote, which is relative to where they stand
            collector = options.root / collector
        project = build(options.root, site, offline=options.offline, collector=collector, steps=steps)
    finally:
        steps.end()
    _tell(f"网站已生成：{site}（{project.corpus.item_count} 条，{len(project.forms)} 份表格）")
    if options.offline:
        _tell(f"离线包：{site / addresses.offline_copy(project.corpus)}")
    _tell("在本机查看：python -m generator serve")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from generator.site.progress import Steps
    from generator.site.serve import serve

    return serve(options.root, options.host, options.port, Steps(sys.stdout))


def _release(options: argparse.Namespace) -> int:
    from generator.check import release

    version = release(options.root).version
    _tell(f"已把 {version} 记入 standards/releases.yml；和数据一起提交，再发布。")
    return 0


def _forms(options: argparse.Namespace) -> int:
    from generator.files import readable, write_folder
    from generator.project import open_project

    project = open_project(options.root)
    files = {Path(path).name: content for path, content in project.form_files.items()}
    write_folder(options.out, files)
    for name, content in files.items():
        _tell(f"{options.out / name}（{readable(len(content))}）")
    return 0


def _collect(options: argparse.Namespace) -> int:
    from generator.returns.collect import Options, collect
    from generator.returns.progress import Progress

    # every name of an option is that of an argument; what was not given keeps its default
    given = {name: value for name, value in vars(options).items() if value is not None}
    wanted = Options(**{one.name: given[one.name] for one in fields(Options) if one.name in given})
    progress = Progress(sys.stderr)
    interrupts.say(
        lambda: (
            f"已中断：读了 {progress.done} 个文件"
            + (f"，存在 {progress.kept}，下次可以和别的一起收。" if progress.kept else "。")
        )
    )
    try:
        collected = collect(options.root, wanted, progress)
    finally:
        progress.end()
    for problem in collected.problems:
        _tell(problem)
    for path in (*wanted.files, *wanted.folders):
        _tell(path)
    _tell(collected.statement)
    return 1 if collected.outcome.totals["rejected"] else 0


def _prefill(options: argparse.Namespace) -> int:
    from generator.returns.prefill import prefill

    done = prefill(
        options.root,
        options.roster,
        options.out,
        word=options.word,
        official=options.official,
        force=options.force,
    )
    for problem in done.problems:
        _tell(problem)
    _tell(f"写出 {len(done.written)} 份表：{options.out}")
    return 1 if done.problems else 0
