"""The libraries that can read a PDF here, and the kinds of their objects: see the package for what is asked.

Kinds are tuples for ``isinstance``, pikepdf's class first where there is one: ``isinstance(x, DICTIONARY)``.
To the type checker the objects of both are pikepdf's, of which the interface is a part.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from generator.returns.reading.limits import Limits
from generator.returns.reading.pdf import values
from generator.returns.reading.refusal import Refused

if TYPE_CHECKING:
    import pikepdf


class Page(Protocol):
    """A page."""

    @property
    def obj(self) -> pikepdf.Object:
        """Its dictionary, inherited entries included."""


class Pdf(Protocol):
    """An open file."""

    @property
    def Root(self) -> pikepdf.Object:  # noqa: N802 - as pikepdf calls it
        """The catalogue (ISO 32000-1, 7.7.2)."""

    @property
    def trailer(self) -> pikepdf.Object:
        """The trailer dictionary."""

    @property
    def pages(self) -> Iterable[Page]:
        """The pages in order."""

    def get_warnings(self) -> Sequence[object]:
        """What had to be mended."""


Library = Callable[[bytes, Path | None, Limits], AbstractContextManager[Pdf]]
"""Opens a file from its bytes, or from the path where they stand, if it can do that faster.

Raises :class:`~generator.returns.reading.refusal.Refused`, or one of :data:`BROKEN` where it is damaged.
"""

# what is raised for objects that are not what the specification says
_WRONG: Final = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)

if TYPE_CHECKING:
    DICTIONARY = (pikepdf.Dictionary,)
    ARRAY = (pikepdf.Array,)
    STREAM = (pikepdf.Stream,)
    STRING = (pikepdf.String,)
    NAME = (pikepdf.Name,)
    BROKEN = (pikepdf.PdfError, *_WRONG)
else:
    try:
        import pikepdf
    except ImportError:
        DICTIONARY, ARRAY, STREAM = (values.Dictionary,), (values.Array,), (values.Stream,)
        STRING, NAME, BROKEN = (values.String,), (values.Name,), _WRONG
    else:
        DICTIONARY = (pikepdf.Dictionary, values.Dictionary)
        ARRAY = (pikepdf.Array, values.Array)
        STREAM = (pikepdf.Stream, values.Stream)
        STRING = (pikepdf.String, values.String)
        NAME = (pikepdf.Name, values.Name)
        BROKEN = (pikepdf.PdfError, *_WRONG)


@contextmanager
def desk(data: bytes, path: Path | None, _limits: Limits) -> Iterator[Pdf]:
    """Read by pikepdf, which mends what is damaged and says so."""
    import pikepdf

    try:
        with pikepdf.open(path or io.BytesIO(data), access_mode=pikepdf.AccessMode.mmap) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error


@contextmanager
def exact(data: bytes, _path: Path | None, limits: Limits) -> Iterator[Pdf]:
    """Read by Python alone, which mends nothing: what is not as it should be is refused."""
    from generator.returns.reading.pdf.exact import ExactPdf

    yield cast("Pdf", ExactPdf(data, limits))


def here() -> Library:
    """The library of this place: pikepdf where it is installed."""
    return desk if len(DICTIONARY) > 1 else exact
