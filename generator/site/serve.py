"""The site with live reload: an edit is checked, and what it changes is made and laid out again.

One thread watches the folders and collects what was touched; the main one does all the work, in the
loop of MkDocs's server, so that nothing runs beside it and nothing can loop: what the generator
writes itself is not an edit. An edit with findings is reported, and the last good site stays up.
"""

from __future__ import annotations

import errno
import os
import socket
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.check.handwritten import CONFIG
from generator.errors import FindingsError, GeneratorError, UsageError, trouble
from generator.files import scratch
from generator.project import FormCache, Project, open_project
from generator.site.build import LAYING_OUT, mkdocs_environment, require_settings
from generator.site.preview import Preview
from generator.site.progress import Steps
from generator.site.writer import write

QUIET_SECONDS: Final = 0.1
"""An editor writes a file in several steps; wait until it is done."""

TAKEN: Final = (errno.EADDRINUSE, errno.EACCES)

START_SECONDS: Final = 60.0


def serve(root: Path, host: str, port: int, steps: Steps | None = None) -> int:
    """Serve until interrupted; returns 0.

    MkDocs runs in this very process, so that whatever ends it leaves no server behind.

    Raises:
        FindingsError: the data is not sound.
        UsageError: the port is taken, or there is no mkdocs.yml.
        BuildError: MkDocs refuses the configuration or the pages.

    """
    steps = steps or Steps()
    require_settings(root)
    _require_free(host, port)
    with scratch(Path(tempfile.gettempdir()) / f"generator-serve-{os.getpid()}") as folder:
        site, idle = folder / "site", folder / "idle"
        idle.mkdir()
        workshop = Workshop(root, site, f"http://{host}:{port}/")
        workshop.start(steps)
        steps.end()
        server = _Server(workshop, host, port, site, idle)
        watcher = _Watcher(root, workshop, server)
        threading.Thread(target=_announce, args=(host, port), daemon=True).start()
        try:
            server.serve()  # type: ignore[no-untyped-call]
        finally:
            watcher.stop()
            server.shutdown()
    return 0


class Workshop:
    """What is known from the last time, so that the next needs to make only what has changed."""

    def __init__(self, root: Path, site: Path, url: str) -> None:
        self._root = root
        self._known = FormCache()
        self._preview = Preview(root, site, url)
        self._own: frozenset[str] = frozenset()
        self._touched: set[Path] = set()
        self._lock = threading.Lock()

    def start(self, steps: Steps) -> None:
        """Make and lay out everything."""
        steps.begin("检查数据，生成表格和网页")
        project = self._project()
        write(self._root / "docs", project.generated)
        os.environ.update(mkdocs_environment(project))
        steps.begin(LAYING_OUT)
        self._preview.lay_out()

    def touch(self, path: Path) -> bool:
        """Note that a file was touched; returns whether that is an edit, and not our own writing."""
        if path.name.startswith(".") or path.name.endswith("~"):  # what editors keep beside
            return False
        docs = (self._root / "docs").resolve()
        if path.is_relative_to(docs) and path.relative_to(docs).as_posix() in self._own:
            return False
        with self._lock:
            self._touched.add(path)
        return True

    def renew(self) -> None:
        """Make again what the edits since the last time change, and say what was done."""
        with self._lock:
            touched, self._touched = self._touched, set()
        try:
            count = self._renewed(touched)
        except (GeneratorError, OSError) as error:
            with self._lock:
                self._touched |= touched  # what else was edited is still to be laid out
                if isinstance(error, OSError):  # some pages are written, and nobody knows which: all are
                    self._touched.add((self._root / CONFIG).resolve())
            self._explain(error)
        else:
            print(f"已重新生成：{count} 个文件有变化。" if count else "没有变化。", flush=True)

    def _explain(self, error: GeneratorError | OSError) -> None:
        if isinstance(error, FindingsError):
            for finding in error.findings:
                print(finding, flush=True)
            print("数据有问题，网站停在上一次的样子。", flush=True)
        elif isinstance(error, OSError):  # on Windows, a form that is open in another program
            why = f"{error.filename or '文件'} 读写失败：{trouble(error)}"
            print(f"错误：{why}。改好以后再存一次，网站停在上一次的样子。", flush=True)
        else:
            print(f"错误：{error}", flush=True)

    def _renewed(self, touched: set[Path]) -> int:
        docs = (self._root / "docs").resolve()
        written = [path.relative_to(docs).as_posix() for path in touched if path.is_relative_to(docs)]
        if len(written) < len(touched):
            made = write(docs, self._project().generated)
            written += [*made.changed, *made.removed]
        if (self._root / CONFIG).resolve() in touched:
            return self._preview.lay_out()
        return self._preview.lay_out(written) if written else 0

    def _project(self) -> Project:
        project = open_project(self._root, self._known)
        self._own = self._own | frozenset(project.generated)
        return project


class _Server(LiveReloadServer):
    """MkDocs's server, told of edits instead of looking for them twice a second."""

    def __init__(self, workshop: Workshop, host: str, port: int, site: Path, idle: Path) -> None:
        super().__init__(workshop.renew, host, port, str(site))
        self.build_delay = 0.01  # the watcher has waited already
        self.watch(str(idle))  # it puts its script into pages only if it watches something
        not_found = site / "404.html"
        self.error_handler = lambda code: not_found.read_bytes() if code == 404 else None

    def edited(self) -> None:
        """Wake the loop that renews the site."""
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()


def _require_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        why = "已经被占用，或者不让用" if error.errno in TAKEN else "没有这个地址"
        raise UsageError(
            f"{host}:{port} 用不了：{why}；用 --port 换一个端口，用 --host 换一个地址"
        ) from error


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


class _Watcher(FileSystemEventHandler):
    """Tells the server of edits, after a moment of quiet."""

    def __init__(self, root: Path, workshop: Workshop, server: _Server) -> None:
        self._workshop = workshop
        self._server = server
        self._timer: threading.Timer | None = None
        self._observer = Observer()
        for folder in ("standards", "forms", "docs"):
            if (root / folder).is_dir():
                self._observer.schedule(self, str((root / folder).resolve()), recursive=True)
        self._config = (root / CONFIG).resolve()
        self._observer.schedule(self, str(self._config.parent), recursive=False)
        self._observer.start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write") or event.is_directory:
            return
        paths = {Path(os.fsdecode(p)) for p in (event.src_path, event.dest_path) if p}
        paths = {p for p in paths if p == self._config or p.parent != self._config.parent}
        if not {path for path in paths if self._workshop.touch(path)}:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(QUIET_SECONDS, self._server.edited)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join()
