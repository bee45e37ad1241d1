"""A root folder as a whole: the checked corpus, its forms, and everything that is made from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Final, cast

import yaml

from generator import addresses, check, forms, search, webform
from generator.check.handwritten import CONFIG
from generator.check.layouts import check_layouts
from generator.compare import Crosswalk, comparable, every_two
from generator.errors import FindingsError, UsageError
from generator.export import data_files
from generator.export.labels import labels
from generator.export.records import Json
from generator.forms.definitions.definition import FormDefinition
from generator.load import yaml_file
from generator.model import Corpus
from generator.pages import changing, on_demand, whole_items
from generator.pages.all_pages import FormFile, fill_files, pages
from generator.webform.page import PAGE, page_script


class FormCache:
    """Files of forms that have been made, each with what it was made from; none is made twice of the same.

    A form is taken to depend on everything but the layers in :data:`NOT_IN_FORMS`.
    """

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[object, ...], bytes]] = {}

    def files(self, corpus: Corpus, form: forms.Form, site_url: str) -> Iterator[tuple[str, bytes]]:
        """The PDF of ``form`` and the same in Word, each by its path."""
        layers = [getattr(corpus, f.name) for f in fields(corpus) if f.name not in NOT_IN_FORMS]
        made_from = (form, site_url, *layers)
        for path, make in ((form.path, forms.render), (form.word_path, forms.render_word)):
            known = self._made.get(path)
            if known is None or known[0] != made_from:
                known = (made_from, make(corpus, form, site_url=site_url))
                self._made[path] = known
            yield path, known[1]


NOT_IN_FORMS: Final = frozenset({"groups", "topics", "relations", "vocabulary", "finder", "law"})
"""Fields of :class:`~generator.model.Corpus` that no form prints; a test edits each layer to prove it."""


@dataclass(frozen=True)
class Project:
    """A checked body of standards with its form definitions.

    ``forms`` are the concrete forms, in the order of the standards. ``crosswalk`` is the corpus grouped for
    comparing, once for the checks, pages, data and the proof of the site: it keeps what it has found.
    ``site_url`` is the address in mkdocs.yml (empty, or ending in ``/``); it is printed into forms
    and pages, and is never part of a digest.
    """

    root: Path
    corpus: Corpus
    definitions: tuple[FormDefinition, ...]
    forms: tuple[forms.Form, ...]
    crosswalk: Crosswalk = field(compare=False, repr=False)
    site_url: str
    known: FormCache = field(default_factory=FormCache, compare=False, repr=False)

    @cached_property
    def form_files(self) -> dict[str, bytes]:
        """Every PDF and every form in Word by its path in the site."""
        return dict(self.draw_forms())

    def draw_forms(self) -> Iterator[tuple[str, bytes]]:
        """The same one by one, as they are made; none is made twice."""
        for form in self.forms:
            yield from self.known.files(self.corpus, form, self.site_url)

    @cached_property
    def generated(self) -> dict[str, bytes]:
        """Everything that is written below ``docs/`` before MkDocs runs, by path."""
        # the library of pictures, which drawing the forms loads anyway; what only checks them needs none
        from generator.pages.cards import cards

        offers = [
            FormFile(
                id=form.id,
                kind=form.definition.kind,
                title=form.title,
                short=form.definition.short,
                path=form.path,
                size=len(self.form_files[form.path]),
                word_path=form.word_path,
                word_size=len(self.form_files[form.word_path]),
                standard=form.standard.id if form.standard else "",
                version=form.version,
                digest=form.digest,
            )
            for form in self.forms
        ]
        checklists = {offer.standard: offer.path for offer in offers if offer.standard}
        described = [cast("Json", forms.describe(form)) for form in self.forms]
        made = pages(self.crosswalk, offers, self.site_url, self.forms)
        files = {path: text.encode() for path, text in made.items()}
        files |= cards(self.corpus)
        files |= self.form_files
        if self.form_files:
            files[addresses.forms_archive(self.corpus)] = forms.archive(
                self.form_files, self.corpus.catalog.date
            )
        files |= webform.scripts() | {PAGE: page_script().encode()}
        changes = changing.script(self.crosswalk, self.forms)
        files[changing.PATH] = changes
        blanks = [(form, self.form_files[form.path]) for form in self.forms]
        files |= fill_files(self.corpus, blanks, webform.engine() + changes.decode() + page_script())
        files[addresses.WHOLE_ITEMS] = whole_items.script(self.crosswalk)
        if comparable(self.corpus) and not every_two(self.corpus):
            files[addresses.ON_DEMAND] = on_demand.script(self.crosswalk)
        files |= search.scripts(search.build_index(self.corpus, self._findable(offers), self.laws()))
        data = data_files(self.crosswalk, described, checklists)
        return files | {addresses.data_file(path): content for path, content in data.items()}

    def _findable(self, offers: list[FormFile]) -> list[search.SearchPage]:
        """What the search offers besides items and topics."""
        words = self.corpus.vocabulary.forms
        found = [search.SearchPage(offer.title, offer.path, offer.standard, words) for offer in offers]
        documents, law = self.corpus.documents, self.corpus.law
        if law:
            found.append(search.SearchPage(labels().sheets["laws"].name, addresses.LAWS))
        return found + [search.SearchPage(d.name, addresses.document_page(d)) for d in documents]

    def laws(self) -> list[tuple[str, str]]:
        """Each version of a law as the search names it, with the year of issue, and its place."""
        statuses = labels().laws["statuses"]
        return [
            (
                " ".join([law.called, law.issued[:4], *([statuses[law.status]] if law.repealed else [])]),
                addresses.law_version(law),
            )
            for law in self.corpus.law.laws
        ]


def open_project(root: Path, known: FormCache | None = None) -> Project:
    """Load and check ``root``, with forms ``known`` from before.

    Raises :class:`~generator.errors.FindingsError` with every finding.
    """
    sound = check.require(root)
    if unfit := tuple(check_layouts(sound.corpus, sound.definitions)):
        raise FindingsError(unfit)
    return Project(
        root,
        sound.corpus,
        sound.definitions,
        sound.forms,
        sound.crosswalk,
        _site_url(root),
        known or FormCache(),
    )


def _site_url(root: Path) -> str:
    """``site_url`` of mkdocs.yml; a folder without one has no site, only forms."""
    config = root / CONFIG
    if not config.exists():
        return ""
    try:
        data = yaml_file.texts(config.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"读不懂 {config}：{error}") from error
    url = str((data or {}).get("site_url") or "")
    return url if not url or url.endswith("/") else url + "/"
