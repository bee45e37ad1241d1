"""Fillable PDF forms from ``forms/*.yml`` and the standards.

``load_forms`` reads the definitions, ``expand`` puts the standards in, ``describe`` publishes a form
as data, ``render`` makes the blank PDF, ``fill`` fills one.
"""

from generator.forms.expand import Form, FormField, describe, expand
from generator.forms.load import load_forms
from generator.forms.render import render

__all__ = ["Form", "FormField", "describe", "expand", "load_forms", "render"]
