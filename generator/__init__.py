"""From canonical YAML to a reference site, comparison, fillable PDF forms and data files, and back.

The package knows nothing about the body of standards that it works on: everything that is said
to a reader stands in the YAML of the root folder (``standards/`` and ``forms/``).

Data flows one way, out and back::

    standards/ + forms/  ->  load  ->  model  ->  check  ->  compare, forms, webform, search,
        export, pages  ->  site
    returned forms  ->  returns: reading  ->  judging  ->  report

A room imports only from rooms below it. ``pyproject.toml`` lists them, ``docs/guide/architecture.md``
draws them.
"""
