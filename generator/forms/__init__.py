"""Fillable PDF forms from ``forms/*.yml`` and the standards.

``load_forms`` reads the definitions, ``expand`` puts the standards in, ``describe`` publishes a form
as data, ``render`` makes the blank PDF, ``fill`` fills one, ``evaluate`` holds answers against the rules.
"""

from generator.forms.expand import Form, FormField, describe, expand
from generator.forms.filler import Filled, FillError, fill
from generator.forms.load import load_forms
from generator.forms.render import render
from generator.forms.rules import Rule, Violation, evaluate

__all__ = [
    "FillError",
    "Filled",
    "Form",
    "FormField",
    "Rule",
    "Violation",
    "describe",
    "evaluate",
    "expand",
    "fill",
    "load_forms",
    "render",
]
