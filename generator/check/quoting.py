"""How a finding quotes a long text."""

from __future__ import annotations


def shortened(text: str) -> str:
    """The text, or its beginning and end around an ellipsis: at most 24 characters.

    >>> shortened("建立健全工会各项规章制度，并认真组织实施，定期检查")
    '建立健全工会各项规章制度…认真组织实施，定期检查'
    """
    return text if len(text) <= 24 else text[:12] + "…" + text[-11:]
