"""What the forms cost, beside other ways to make them, measured in one run.

Run as ``python -m tests.bench.bench_forms``; ``--runs N``, ``--node-modules DIR`` (with ``pdf-lib``
and ``@pdf-lib/fontkit`` in it). WeasyPrint and pdf-lib are left out where they are not installed.

1. The longest checklist, warm, in processor time: ours; a bare reportlab drawing of the same lines
   and boxes with the same fields added by pypdf, without appearances, tags or a field font; WeasyPrint
   with ``pdf_forms``; pdf-lib with the same font, lines and fields. Aim: ours at most 3 x the bare one.
2. The same form filled, an answer to every question, against writing it. Aim: at most 0.7 x.
3. All forms in a fresh process against the start of the interpreter with its imports.
   Aim: at most 7 x.
4. The size of the largest file. Aim: at most 2.5 MB.
"""

from __future__ import annotations

import argparse
import html
import importlib
import importlib.util
import io
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__" and not __package__:
    sys.path.insert(0, str(ROOT))

import pypdf  # noqa: E402 - our own modules are importable only from here on when run as a file
from pypdf.generic import (  # noqa: E402
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from generator import forms as public  # noqa: E402
from generator.forms.definitions.expand import Form  # noqa: E402
from generator.forms.layout.face import FILES  # noqa: E402
from generator.forms.layout.form import lay_out  # noqa: E402
from generator.forms.layout.geometry import Layout  # noqa: E402
from generator.load import load_corpus  # noqa: E402
from generator.model import Corpus  # noqa: E402

AIM_WARM: Final = 3.0
AIM_FILL: Final = 0.7
AIM_COLD: Final = 7.0
AIM_SIZE: Final = 2_500_000
FONTS: Final = ROOT / "generator/forms/fonts"

IMPORTS: Final = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import generator.forms.writing.document, segno
from generator import forms
from generator.load import load_corpus
"""
ALL_FORMS: Final = """
root = Path(sys.argv[1])
corpus = load_corpus(root).corpus
for form in forms.expand(corpus, forms.load_forms(root)[0]):
    forms.render(corpus, form)
"""
PDF_LIB: Final = """
const { PDFDocument } = require('pdf-lib'); const fontkit = require('@pdf-lib/fontkit');
const fs = require('fs');
const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const faces = Object.fromEntries(Object.entries(job.fonts).map(([n, p]) => [n, fs.readFileSync(p)]));
async function once() {
  const pdf = await PDFDocument.create(); pdf.registerFontkit(fontkit);
  const fonts = {};
  for (const n in faces) fonts[n] = await pdf.embedFont(faces[n], { subset: n !== 'sans' });
  const form = pdf.getForm();
  for (const p of job.pages) {
    const page = pdf.addPage([p.width, p.height]);
    for (const [x, y, w, h] of p.boxes) page.drawRectangle({ x, y, width: w, height: h, borderWidth: 0.5 });
    for (const [x, y, text, face, size] of p.lines) page.drawText(text, { x, y, font: fonts[face], size });
    for (const [name, x, y, width, height] of p.fields) {
      const field = form.createTextField(name);
      field.addToPage(page, { x, y, width, height, font: fonts.sans });
    }
  }
  return pdf.save();
}
(async () => {
  const times = []; let size = 0;
  for (let i = 0; i < job.runs; i++) { const t = process.cpuUsage(); size = (await once()).length;
    const d = process.cpuUsage(t); times.push((d.user + d.system) / 1e6); }
  console.log(JSON.stringify({ times, size }));
})();
"""


def ours(corpus: Corpus, form: Form) -> bytes:
    """The form as we make it."""
    return public.render(corpus, form)


def filling(corpus: Corpus, form: Form) -> Callable[[], bytes]:
    """What fills the blank form: a choice or a text of forty characters for every question."""
    blank = public.render(corpus, form)
    texts = {"integer": "320", "percent": "96.9", "date": "2026年5月20日"}
    words = "职工三百二十人，会员三百一十人，入会率达到百分之九十六点九，比上一年提高两个百分点。"
    answers = {
        f.name: f.options[0].state if f.options else texts.get(f.type, words)[: f.max_length or None]
        for f in form.fields
    }
    return lambda: public.fill(blank, answers).data


def bare(layout: Layout) -> bytes:
    """The same lines and boxes by reportlab, the same fields by pypdf, and nothing else."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    for page in layout.pages:
        canvas.setPageSize((page.width, page.height))
        for cell in page.cells:
            if cell.border:
                canvas.rect(cell.box.x, cell.box.y, cell.box.width, cell.box.height)
            for part in cell.parts:
                for line in part.lines:
                    canvas.setFont(line.face, line.size)
                    canvas.drawString(line.x, line.y, line.text)
        canvas.showPage()
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(buffer.getvalue()))
    fields = ArrayObject()
    for target, page in zip(writer.pages, layout.pages, strict=True):
        annotations = ArrayObject()
        for cell in page.cells:
            for widget in cell.widgets:
                box = widget.box
                corners = [FloatObject(v) for v in (box.x, box.y, box.right, box.top)]
                reference = writer._add_object(
                    DictionaryObject(
                        {
                            NameObject("/Type"): NameObject("/Annot"),
                            NameObject("/Subtype"): NameObject("/Widget"),
                            NameObject("/FT"): NameObject("/Tx"),
                            NameObject("/T"): TextStringObject(widget.field.name + widget.state),
                            NameObject("/TU"): TextStringObject(widget.tooltip),
                            NameObject("/DA"): TextStringObject("/F 10 Tf 0 g"),
                            NameObject("/Rect"): ArrayObject(corners),
                            NameObject("/F"): NumberObject(4),
                        }
                    )
                )
                annotations.append(reference)
                fields.append(reference)
        target[NameObject("/Annots")] = annotations
    form = DictionaryObject({NameObject("/Fields"): fields})
    writer._root_object[NameObject("/AcroForm")] = form
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def weasyprint_page(form: Form) -> str:
    """The same form as HTML with inputs."""
    assert form.standard is not None
    sources = {name: (FONTS / file).as_uri() for name, file in FILES.items()}
    faces = "".join(f"@font-face {{ font-family: {n}; src: url({u}) }}" for n, u in sources.items())
    rows = []
    for item in form.standard.items:
        mine = [f for f in form.fields if f.item == item.id]
        inputs = "".join(
            "<td>"
            + (
                "".join(
                    f'<label><input type="radio" name="{f.name}" value="{o.state}">{o.label}</label><br>'
                    for o in f.options
                )
                if f.options
                else f'<textarea name="{f.name}"></textarea>'
            )
            + "</td>"
            for f in mine
        )
        rows.append(f"<tr><td>{item.id}</td><td>{html.escape(item.text)}</td>{inputs}</tr>")
    head = "".join(f'<input name="{f.name}">' for f in form.fields if not f.item)
    style = (
        faces
        + "@page { size: A4 landscape } body { font: 10.5pt serif } input, textarea { font-family: sans;"
        + " appearance: auto } td { border: 0.5pt solid; width: 16% } table { border-collapse: collapse }"
    )
    return f"<style>{style}</style><h1>{form.title}</h1>{head}<table>{''.join(rows)}</table>"


def timed(make: Callable[[], bytes], runs: int) -> tuple[float, int]:
    """Median processor time in seconds after a first run, and the size of what came out."""
    size = len(make())
    times = []
    for _ in range(runs):
        start = time.process_time()
        make()
        times.append(time.process_time() - start)
    return statistics.median(times), size


def process_time(code: str, runs: int) -> float:
    """The least processor time of a fresh interpreter that runs ``code``."""
    times = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code, str(ROOT)], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def pdf_lib(layout: Layout, runs: int, modules: Path) -> tuple[float, int]:
    """The same lines, boxes and fields by pdf-lib in Node."""
    pages: list[dict[str, Any]] = []
    seen: set[str] = set()
    for page in layout.pages:
        cells = page.cells
        fields = []
        for widget in (w for cell in cells for w in cell.widgets):
            name = f"{widget.field.name}{widget.state}{len(seen)}"
            seen.add(name)
            fields.append([name, widget.box.x, widget.box.y, widget.box.width, widget.box.height])
        pages.append(
            {
                "width": page.width,
                "height": page.height,
                "boxes": [[c.box.x, c.box.y, c.box.width, c.box.height] for c in cells if c.border],
                "lines": [
                    [n.x, n.y, n.text, n.face, n.size] for c in cells for part in c.parts for n in part.lines
                ],
                "fields": fields,
            }
        )
    job = {"pages": pages, "runs": runs + 1, "fonts": {n: str(FONTS / f) for n, f in FILES.items()}}
    result = subprocess.run(
        ["node", "-e", PDF_LIB],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
        env={"NODE_PATH": str(modules), "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )
    answer = json.loads(result.stdout)
    return statistics.median(answer["times"][1:]), int(answer["size"])


def main() -> None:
    """Measure, print, and say whether the aims are reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--node-modules", type=Path)
    options = parser.parse_args()
    for face, file in FILES.items():
        pdfmetrics.registerFont(TTFont(face, FONTS / file))
    corpus = load_corpus(ROOT).corpus
    assert corpus is not None
    forms = public.expand(corpus, public.load_forms(ROOT)[0])
    form = max((f for f in forms if f.standard), key=lambda f: len(f.fields))
    layout = lay_out(corpus, form)
    results = {
        "ours": timed(lambda: ours(corpus, form), options.runs),
        "reportlab + pypdf, bare": timed(lambda: bare(layout), options.runs),
    }
    if importlib.util.find_spec("weasyprint"):
        weasyprint = importlib.import_module("weasyprint")
        page = weasyprint_page(form)
        results["WeasyPrint pdf_forms"] = timed(
            lambda: bytes(weasyprint.HTML(string=page).write_pdf(pdf_forms=True)), 2
        )
    if options.node_modules:
        results["pdf-lib, no radios"] = pdf_lib(layout, 3, options.node_modules)
    reference = results["reportlab + pypdf, bare"][0]
    print(f"{form.id}: {len(layout.pages)} pages, {len(form.fields)} fields")
    for name, (seconds, size) in results.items():
        print(f"  {name:<26}{seconds * 1000:8.0f} ms {seconds / reference:6.2f} x {size / 1e6:8.2f} MB")
    written, filled = results["ours"][0], timed(filling(corpus, form), options.runs)[0]
    print(f"filled, an answer to every question: {filled * 1000:.0f} ms, {filled / written:.2f} x writing it")
    largest = max(len(public.render(corpus, f, site_url="https://standards.example/")) for f in forms)
    start = process_time(IMPORTS, 3)
    cold = process_time(IMPORTS + ALL_FORMS, 3)
    print(f"all {len(forms)} cold: {cold:.2f} s, {cold / start:.1f} x a start with imports ({start:.2f} s)")
    print(f"largest file: {largest / 1e6:.2f} MB")
    reached = (
        written <= AIM_WARM * reference
        and filled <= AIM_FILL * written
        and cold <= AIM_COLD * start
        and largest <= AIM_SIZE
    )
    aims = f"{AIM_WARM} x, {AIM_FILL} x, {AIM_COLD} x, {AIM_SIZE / 1e6} MB"
    print(f"aims ({aims}): {'reached' if reached else 'missed'}")


if __name__ == "__main__":
    main()
