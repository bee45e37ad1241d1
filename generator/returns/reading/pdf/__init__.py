"""What reading a returned form asks of a PDF library, and the two that can be asked.

The reader (:mod:`generator.returns.reading.fieldtree`, ``answers``, ``pdfvalue``, ``seen``, ``read``) knows
objects and one open file, and nothing of who made them:

========================  =================================================================================
``Pdf``                   ``Root`` and ``trailer`` are dictionaries; ``pages`` are in order, each with its
                          dictionary as ``obj``; ``get_warnings()`` is empty if nothing had to be mended
``DICTIONARY``            ``key in d``, ``d[key]``, ``d.get(key)``, ``len(d)``: keys are ``"/T"``; a value
                          that is null is not there; references are followed
``ARRAY``                 iterated, indexed, ``len(a)``; references are followed
``STREAM``                a dictionary with ``read_raw_bytes()``
``STRING``                ``bytes(s)``, as they stand in the file
``NAME``                  ``str(n)`` with its slash, a :class:`UnicodeDecodeError` where it is no UTF-8;
                          ``n.unparse()`` with ``#xx`` for what is odd
of all of these           ``objgen``: number and generation, ``(0, 0)`` for an object within another
numbers, bool, null       ``int``, a real number (``Decimal`` or ``float``), ``bool``, ``None``
========================  =================================================================================

That is a part of what pikepdf has, so on the desk its own objects are handed on as they are and nothing
stands between (:func:`~generator.returns.reading.pdf.library.desk`). Where pikepdf cannot be, as in a
browser, :mod:`~generator.returns.reading.pdf.exact` reads what is written exactly as ISO 32000-1 says and
refuses the rest: what qpdf would mend, it would have to guess. Why that and not pypdf or qpdf for browsers
is measured by ``python -m tests.bench.bench_pdf_libraries``.
"""
