"""Collecting in the browser: the page ``collect/``, and the program that it runs there.

The program is :mod:`generator.returns` itself, packed with a Python that browsers run (Pyodide); there is no
second reader, judge or workbook. :mod:`~generator.collector.inside` is what the page calls there,
:mod:`~generator.collector.runtime` proves the bytes of that Python, :mod:`~generator.collector.program` packs
what the three steps import, :mod:`~generator.collector.site_files` puts all of it together for the build.
"""
