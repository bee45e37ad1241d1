"""Definition and standard make the concrete form, and the form as published data."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from generator import forms as public
from generator.forms.definitions.definition import FormDefinition
from generator.forms.definitions.digest import canonical, form_digest
from generator.forms.definitions.expand import HIDDEN, Form
from generator.model import Corpus, Standard


def test_each_standard_has_a_checklist_and_there_is_one_application(
    corpus: Corpus, forms: tuple[Form, ...]
) -> None:
    assert [f.id for f in forms] == [*(f"checklist-{s.id}" for s in corpus.standards), "application"]
    assert [f.path for f in forms] == [f"forms/{f.id}.pdf" for f in forms]


def test_each_item_has_its_rating_facts_and_evidence_under_lasting_names(forms: tuple[Form, ...]) -> None:
    for form in forms:
        names = [f.name for f in form.fields]
        assert len(names) == len(set(names))
        if form.standard is None:
            assert not [name for name in names if name.startswith("item-")]
            continue
        wanted = [
            f"item-{item.id.replace('.', '-')}-{column}"
            for item in form.standard.items
            for column in ("rating", "facts", "evidence")
        ]
        assert [name for name in names if name.startswith("item-")] == wanted


def test_ratings_and_totals_are_those_of_the_contract(checklist: Form) -> None:
    rating = next(f for f in checklist.fields if f.column == "rating")
    assert [(o.state, o.label) for o in rating.options] == [
        ("met", "达标"),
        ("basic", "基本达标"),
        ("unmet", "未达标"),
        ("na", "不适用"),
    ]
    names = {f.name for f in checklist.fields}
    assert names >= {f"total-{o.state}" for o in rating.options} | {"unit-name"}


def test_types_of_the_application_are_the_standards(corpus: Corpus, application: Form) -> None:
    field = application.field("type")
    assert [(o.state, o.label) for o in field.options] == [(s.id, s.title) for s in corpus.standards]


def test_rates_carry_the_hint_of_the_thresholds(application: Form) -> None:
    assert application.field("membership-rate").hint == (
        "参考标准　不低于95%：国有、集体企业和事业单位，机关；不低于90%：非公有制经济组织、社会组织，"
        "区域性、行业性工会联合会，乡镇（街道）、产业集聚区，村（社区）"
    )


def test_tooltips_make_sense_alone(checklist: Form) -> None:
    for field in checklist.fields:
        if field.item:
            assert field.tooltip.startswith(f"{field.item} ")
            assert len(field.tooltip) > len(field.item) + 5


def test_hidden_fields_identify_the_form(forms: tuple[Form, ...], corpus: Corpus) -> None:
    for form in forms:
        assert tuple(form.hidden) == HIDDEN
        assert form.hidden["form-id"] == form.id
        assert form.hidden["form-version"] == corpus.catalog.version
        assert len(form.hidden["form-digest"]) == 64
        pairs = dict(entry.split(":") for entry in form.hidden["form-items"].split())
        items = list(form.standard.items) if form.standard else []
        assert pairs == {i.id: hashlib.sha256(i.text.encode()).hexdigest()[:8] for i in items}


def changed(standard: Standard, text: str) -> Standard:
    section = standard.sections[0]
    items = (replace(section.items[0], text=text), *section.items[1:])
    return replace(standard, sections=(replace(section, items=items), *standard.sections[1:]))


def test_the_digest_changes_with_text_and_definition_and_with_nothing_else(
    corpus: Corpus, definitions: tuple[FormDefinition, ...]
) -> None:
    form = public.expand(corpus, definitions)[0]
    assert form.standard is not None
    standard = form.standard

    def digest(corpus: Corpus, definitions: tuple[FormDefinition, ...] = definitions) -> str:
        return public.expand(corpus, definitions)[0].digest

    others = corpus.standards[1:]
    assert digest(replace(corpus, standards=(changed(standard, "另一句。"), *others))) != form.digest
    assert (
        digest(replace(corpus, standards=(standard, changed(others[0], "另一句。"), *others[1:])))
        == form.digest
    )
    assert digest(replace(corpus, standards=(replace(standard, short="别的简称"), *others))) == form.digest
    assert digest(replace(corpus, topics=(), thresholds=(), conditions=(), notes=())) == form.digest
    other = replace(definitions[0], source={**definitions[0].source, "title": "另一张表"})
    assert digest(corpus, (other, *definitions[1:])) != form.digest


def test_the_digest_is_over_canonical_json(checklist: Form) -> None:
    assert canonical({"b": [1, "中"], "a": None}) == '{"a":null,"b":[1,"中"]}'.encode()
    assert checklist.standard is not None
    assert form_digest(checklist.definition.source, (checklist.standard,)) == checklist.digest


def test_what_is_published_has_the_shape_of_the_contract(forms: tuple[Form, ...]) -> None:
    for form in forms:
        data = json.loads(json.dumps(public.describe(form)))
        assert set(data) == {
            "id",
            "kind",
            "standard",
            "title",
            "path",
            "word",
            "version",
            "digest",
            "fields",
            "rules",
        }
        names = {field["name"] for field in data["fields"]}
        for field in data["fields"]:
            assert set(field) - {"max_length"} == {"name", "label", "type", "required", "item", "options"}
        for rule in data["rules"]:
            assert set(rule) == {"id", "check", "fields", "params", "message", "severity"}
            assert set(rule["fields"]) <= names
        assert len({rule["id"] for rule in data["rules"]}) == len(data["rules"])


def test_each_item_has_a_rule_that_not_applicable_needs_a_reason(checklist: Form) -> None:
    assert checklist.standard is not None
    rules = [r for r in checklist.rules if r.check == "required-when"]
    assert [r.fields for r in rules] == [
        (f"item-{i.id.replace('.', '-')}-facts", f"item-{i.id.replace('.', '-')}-rating")
        for i in checklist.standard.items
    ]


def test_without_an_application_there_are_only_checklists(
    corpus: Corpus, definitions: tuple[FormDefinition, ...]
) -> None:
    assert len(public.expand(corpus, definitions[:1])) == len(corpus.standards)


def test_a_field_that_is_not_there(checklist: Form) -> None:
    with pytest.raises(KeyError):
        checklist.field("nobody")
