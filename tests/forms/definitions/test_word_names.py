"""The names that the writer and the reader of Word forms share."""

from __future__ import annotations

from generator.forms.definitions.expand import HIDDEN, Form
from generator.forms.definitions.word_names import PROPERTIES, Tag, option_tag, option_title, read_tag


def test_every_tag_is_read_as_it_was_written(forms: tuple[Form, ...]) -> None:
    for field in (f for form in forms for f in form.fields):
        assert read_tag(field.name) == Tag(field.name, "")
        for option in field.options:
            assert read_tag(option_tag(field.name, option.state)) == Tag(field.name, option.state)


def test_a_box_is_called_by_its_item_or_by_the_label_of_its_field() -> None:
    assert option_title("1.1.6", "1.1.6 自评", "达标") == "1.1.6 达标"
    assert option_title("", "法人资格", "有") == "法人资格 有"


def test_properties_are_the_identity_without_what_is_too_long_for_one(forms: tuple[Form, ...]) -> None:
    assert set(PROPERTIES) < set(HIDDEN)
    assert all(len(form.hidden[name]) < 255 for form in forms for name in PROPERTIES)
