"""What LibreOffice does to a Word form, by its own interface; Debian's Python runs this, which has it.

Reads jobs from a file, one JSON object a line: ``source``, ``through`` (files to save one after the other, by
their suffix in Word's new or old format or OpenDocument), and what to type: ``items`` by number, column
letter and text, ``labelled`` by the label in the cell before, ``ticks`` by number, column and label.
"""

from __future__ import annotations

import json
import os
import string
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

FILTERS = {
    ".docx": "MS Word 2007 XML",
    ".doc": "MS Word 97",
    ".odt": "writer8",
    ".rtf": "Rich Text Format",
    ".html": "HTML (StarWriter)",
    ".xml": "MS Word 2003 XML",
}
CONTROL = "ContentControl"
DIGITS = string.digits
Office = Any
"""Its objects have no types."""


def option(name: str, value: object) -> Office:
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def connected(program: str, profile: str) -> tuple[subprocess.Popen[bytes], Office]:
    pipe = f"word{os.getpid()}"
    command = [program, "--headless", "--norestore", f"-env:UserInstallation=file://{profile}"]
    process = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=sys.stderr)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
            continue
        services = context.ServiceManager
        return process, services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    process.kill()
    sys.exit("LibreOffice does not answer")


def loaded(desktop: Office, path: str) -> Office:
    document = desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, (option("Hidden", value=True),))
    if document is None:
        sys.exit(f"LibreOffice cannot open {path}")
    return document


def cells(document: Office) -> list[tuple[str, int, Office]]:
    """All cells of all tables: column letters, row, cell; in the order of rows."""
    found = []
    for number in range(document.TextTables.Count):
        table = document.TextTables.getByIndex(number)
        names = [(n.rstrip(DIGITS), int(n.lstrip(string.ascii_letters))) for n in table.CellNames]
        for column, row in sorted(names, key=lambda n: (n[1], len(n[0]), n[0])):
            found.append((column, 1000 * number + row, table.getCellByName(f"{column}{row}")))
    return found


def words(cell: Office) -> str:
    """What a cell shows, without blanks."""
    return "".join(cell.String.split())


def portions(cell: Office) -> list[tuple[Office, Office]]:
    """The portions of a cell's paragraphs."""
    found = []
    paragraphs = cell.createEnumeration()
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if not paragraph.supportsService("com.sun.star.text.Paragraph"):
            continue
        parts = paragraph.createEnumeration()
        while parts.hasMoreElements():
            found.append((paragraph, parts.nextElement()))
    return found


def typed(cell: Office, text: str) -> None:
    """Type over what the control shows, or at the end of the cell where there is no control any more."""
    for _, portion in portions(cell):
        if portion.TextPortionType == CONTROL:
            portion.ContentControl.ShowingPlaceHolder = False
            portion.ContentControl.setString(text)
            return
    cell.getText().insertString(cell.getText().createTextCursor(), text, False)


def ticked(cell: Office, label: str) -> None:
    for paragraph, portion in portions(cell):
        if paragraph.String.strip().endswith(f" {label}"):
            if portion.TextPortionType == CONTROL:
                portion.ContentControl.Checked = True
                portion.ContentControl.setString("\u2611")
                return
            paragraph.String = f"\u2611 {label}"
            return
    sys.exit(f"no option {label}")


def filled(document: Office, job: dict[str, Office]) -> None:
    everything = cells(document)
    by_number = {words(cell): row for column, row, cell in everything if column == "A"}
    at = {(column, row): cell for column, row, cell in everything}
    for number, column, text in job.get("items", ()):
        typed(at[column, by_number[number]], text)
    for number, column, label in job.get("ticks", ()):
        ticked(at[column, by_number[number]], label)
    for label, text in job.get("labelled", ()):
        place = next(n for n, (_, _, cell) in enumerate(everything) if words(cell) == label)
        typed(everything[place + 1][2], text)


def main() -> None:
    program, profile, jobs = sys.argv[1:]
    process, desktop = connected(program, profile)
    try:
        for line in Path(jobs).read_text(encoding="utf-8").splitlines():
            job = json.loads(line)
            path = job["source"]
            for number, target in enumerate(job["through"]):
                document = loaded(desktop, path)
                if number == 0:
                    filled(document, job)
                document.storeToURL(f"file://{target}", (option("FilterName", FILTERS[Path(target).suffix]),))
                document.close(True)
                path = target
    finally:
        try:
            desktop.terminate()
            process.wait(30)
        except Exception:  # noqa: BLE001 - however it ends, it ends
            process.kill()


main()
