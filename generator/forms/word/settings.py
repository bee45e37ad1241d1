"""Settings of a document in Word.

The document is not protected. Under forms protection LibreOffice 7.4 lets people write into controls and
nowhere else (tried: ``.uno:InsertText`` in a control and in a label), but ONLYOFFICE lets them write nothing
at all (its issues 2362 and 2879), and Word and WPS could not be tried here. A label that is typed over does
less harm than a form that cannot be filled in; controls themselves are locked against being deleted.
"""

from __future__ import annotations

from generator.forms.word.markup import NAMESPACES


def settings_xml(language: str) -> str:
    """The settings: lines are broken as in Word 2013 and later, with Chinese punctuation squeezed."""
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}" w:eastAsia="{language}"/></w:settings>'
    )
