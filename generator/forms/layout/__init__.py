"""Where everything of a form stands on its pages: faces, line breaking, cells, sheets; nothing of PDF."""
