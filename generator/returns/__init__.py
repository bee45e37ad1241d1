"""The way back: returned forms into one workbook, every file accounted for.

:func:`generator.returns.collect.collect` reads files into 汇总表;
:func:`generator.returns.prefill.prefill` writes forms with the data of a roster filled in.
"""
