"""The site with live reload: our thread regenerates ``docs/`` when the YAML changes, MkDocs does the rest.

MkDocs watches ``docs/`` only, and the generator rewrites only what changed, so one edit is one rebuild
and nothing can loop. An edit with findings is reported, and the last good site stays up.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from pathlib import Path
from typing import Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.errors import BuildError, FindingsError, GeneratorError, UsageError
from generator.site.build import generate, mkdocs_environment

QUIET_SECONDS: Final = 0.2
"""An editor writes a file in several steps; wait until it is done."""

START_SECONDS: Final = 60.0


def serve(root: Path, host: str, port: int) -> int:
    """Serve until interrupted; returns 0.

    MkDocs runs in this very process, so that whatever ends it leaves no server behind.

    Raises:
        UsageError: the port is taken.
        BuildError: MkDocs refuses the configuration or the pages.

    """
    from mkdocs.commands import serve as mkdocs
    from mkdocs.exceptions import Abort, MkDocsException

    _require_free(host, port)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    # said on every edit, of the choice made below
    logging.getLogger("mkdocs.commands.build").addFilter(
        lambda said: "'dirty' build" not in said.getMessage()
    )
    project, _ = generate(root)
    os.environ.update(mkdocs_environment(project))
    watcher = _Watcher(root)
    threading.Thread(target=_announce, args=(host, port), daemon=True).start()
    try:
        mkdocs.serve(
            config_file=str(root / "mkdocs.yml"),
            livereload=True,
            # only the pages that the generator has rewritten: all of them take several seconds
            build_type="dirty",
            dev_addr=f"{host}:{port}",
            strict=False,
        )
    except (Abort, MkDocsException) as error:
        raise BuildError(f"MkDocs 打不开网站：{error}") from error
    finally:
        watcher.stop()
    return 0


def _require_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise UsageError(f"{host}:{port} 用不了（{error.strerror}）；用 --port 换一个端口") from error


def _announce(host: str, port: int) -> None:
    """Say the address as soon as something answers there."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with socket.create_connection((host, port), timeout=1):
                print(f"网站已就绪：http://{host}:{port}/ （改动 YAML 自动刷新，Ctrl+C 结束）", flush=True)
                return
        except OSError:
            time.sleep(0.1)


class _Regenerator(FileSystemEventHandler):
    """Collects events and regenerates once, after a moment of quiet."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()
        self._running = threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write") or event.is_directory:
            return
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(QUIET_SECONDS, self._regenerate)
            self._timer.daemon = True
            self._timer.start()

    def _regenerate(self) -> None:
        with self._running:
            try:
                _, written = generate(self._root)
            except FindingsError as error:
                for finding in error.findings:
                    print(finding, flush=True)
                print("数据有问题，网站停在上一次的样子。", flush=True)
            except GeneratorError as error:
                print(f"错误：{error}", flush=True)
            else:
                count = len(written.changed) + len(written.removed)
                print(f"已重新生成：{count} 个文件有变化。" if count else "没有变化。", flush=True)


class _Watcher:
    def __init__(self, root: Path) -> None:
        self._observer = Observer()
        handler = _Regenerator(root)
        for folder in ("standards", "forms"):
            if (root / folder).is_dir():
                self._observer.schedule(handler, str(root / folder), recursive=True)
        self._observer.start()

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join()
