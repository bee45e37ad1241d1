"""Templates are filled as with Jinja2 and MarkupSafe, and what is wrong with one is told with its place."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import minijinja
import pytest
from markupsafe import Markup, escape

from generator.templating import Templates, Verbatim

MARKS = "".join(map(chr, range(33, 127))) + "“”《》——\u3000&quot;&#x2f;&amp;#x27;"
"""Every mark of ASCII, marks of Chinese, and what might be taken for an escape of the engine."""

Filling = Callable[..., str]


@pytest.fixture
def filling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Filling:
    """Fills a template of which the text is given."""
    package = tmp_path / "a_package_of_templates"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, package.name, raising=False)

    def fill(text: str, /, **values: object) -> str:
        (package / "one.md.j2").write_text(text, encoding="utf-8")
        filters = {"bold": lambda said: Markup("<b>") + said, "fails": lambda said: {}[said]}
        return Templates(package.name, "", filters).fill("one.md.j2", **values)

    return fill


def test_every_mark_is_escaped_as_markupsafe_does(filling: Filling) -> None:
    assert filling("{{ text }}", text=MARKS) == escape(MARKS)
    assert filling("{{ text | bold }}", text=MARKS) == f"<b>{escape(MARKS)}"
    assert filling("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(text) | trim }}", text=MARKS) == escape(MARKS)
    assert filling("{{ texts | join('/') }}", texts=("<", Markup("<br>"))) == "&lt;/<br>"


def test_a_script_stands_in_the_page_as_it_is(filling: Filling) -> None:
    script = Verbatim(f"let a = '{MARKS}'; // {{{{ text }}}}")
    assert filling("{{ text }}{{ script }}\n", script=script, text="/") == f"/{script}\n"


def test_lines_that_hold_tags_alone_leave_no_trace(filling: Filling) -> None:
    assert filling("a\n  {% if true %}\nb\n  {% endif %}\n{# c #}\nd\n\n") == "a\nb\nd\n\n"


@pytest.mark.parametrize("gap", ["{{ absent }}", "{{ text.absent }}", "{% if absent %}{% endif %}"])
def test_a_name_that_nothing_bears_is_told_with_template_and_line(filling: Filling, gap: str) -> None:
    with pytest.raises(minijinja.TemplateError, match=r"absent.*one\.md\.j2:2") as told:
        filling(f"\n{gap}", text="text" * 1000)
    assert len(str(told.value)) < 200


def test_what_python_raises_in_a_filter_is_raised_as_it_is(filling: Filling) -> None:
    with pytest.raises(KeyError):
        filling("{{ 1 | fails }}")


def test_a_template_that_is_not_there_is_named(filling: Filling) -> None:
    with pytest.raises(minijinja.TemplateError, match=r"other\.j2"):
        filling("{% import 'other.j2' as other %}")
