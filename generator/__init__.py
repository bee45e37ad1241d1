"""From canonical YAML to a reference site, comparison, fillable PDF forms and data files.

The package knows nothing about the body of standards that it works on: everything that is said
to a reader stands in the YAML of the root folder (``standards/`` and ``forms/``).

Data flows one way::

    standards/ + forms/  ->  load  ->  model  ->  check  ->  export, forms, site
"""
