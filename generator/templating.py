"""Templates with their gaps filled: the one place that knows the engine (MiniJinja, the language of Jinja2).

Whatever fills a gap is escaped for HTML, unless it is marked as HTML (:class:`markupsafe.Markup`). A name
that nothing bears is an error, and so is a template that is not there. Of MiniJinja 3.1, besides: ``map``
finds nothing in a generator (``list`` comes first), and ``==`` of two records spells both out, so that
templates compare their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources
from typing import Final

from markupsafe import Markup
from minijinja import Environment, TemplateError

_SHORTER: Final = {"&#x2f;": "/", "&quot;": "&#34;", "&#x27;": "&#39;"}
"""What MiniJinja writes for a slash and for quotation marks, and what MarkupSafe does.

A slash need not be escaped at all, and stands many times in every address. It is put right in whole pages:
a text cannot bring these in, since its ampersands are escaped.
"""


class Verbatim(str):
    """Text that stands in a page exactly as it is: a script, or data for one."""

    __slots__ = ()


class Templates:
    """The templates in a folder of a package, with the filters and tests that they use by their names."""

    def __init__(
        self,
        package: str,
        folder: str,
        filters: Mapping[str, Callable[..., object]],
        tests: Mapping[str, Callable[..., bool]] | None = None,
    ) -> None:
        self._folder = resources.files(package) / folder
        self._environment = Environment(
            loader=self._read,
            filters=filters,
            tests=tests,
            auto_escape_callback=lambda _: True,
            undefined_behavior="strict",
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def fill(self, template: str, /, **values: object) -> str:
        """The text of a template with ``values``.

        Raises :class:`minijinja.TemplateError`, which names the template and its line; what Python raises in
        a filter or a property is raised as it is.

        >>> offer = Templates("generator.collector", "", {})
        >>> offer.fill("offer.html.j2", made=False, words={"absent": 'no <a href="/">'})
        '<p class="collector">no &lt;a href=&#34;/&#34;&gt;</p>'
        """
        verbatim = {name: value for name, value in values.items() if isinstance(value, Verbatim)}
        # it takes its place only when nothing is put right any more; a NUL stands in no text
        stand_ins = {name: Markup(f"\0{name}\0") for name in verbatim}  # noqa: S704 - a name in a template
        try:
            text = self._environment.render_template(template, **{**values, **stand_ins})
        except TemplateError as error:
            # the rest spells out every value of the line, and one of them is the whole body of standards
            raise TemplateError(str(error).partition("\n")[0]) from None
        for written, shorter in _SHORTER.items():
            text = text.replace(written, shorter)
        for name, value in verbatim.items():
            text = text.replace(f"\0{name}\0", value)
        return text

    def _read(self, template: str) -> str | None:
        file = self._folder / template
        return file.read_text(encoding="utf-8") if file.is_file() else None
