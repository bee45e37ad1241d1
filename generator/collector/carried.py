"""What the page loads where it may fetch nothing: in a copy of the site that is opened from a folder.

There a browser starts workers only from a script in memory, and none that are modules or import any. So the
parts of the runtime, which are modules, are joined with the worker into one script; what they need besides
comes as scripts that set base64.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import Final

from generator.errors import BuildError

_NAMED: Final = re.compile(rb"export\{(\w+) as loadPyodide,\w+ as version\};")
_DEFAULT: Final = re.compile(rb"export default (\w+);\s*$")
_OWN_ADDRESS: Final = re.compile(rb"\bimport\.meta\.url\b")
_NO_MODULE: Final = b'globalThis.importScripts=()=>{throw new Error("a script")};\n'
"""The runtime refuses to start in a worker that is no module, which it tells by this function; it works."""


def joined(loader: bytes, runtime: bytes, worker: bytes) -> bytes:
    """The three as one script that is no module.

    >>> loader, runtime = b"export{a as loadPyodide,b as version};", b"f(import.meta.url);export default c;"
    >>> print(joined(loader, runtime, b"work();").decode())
    globalThis.importScripts=()=>{throw new Error("a script")};
    (function(){globalThis.loadPyodide=a;
    })();
    (function(){f("");globalThis.createPyodideModule=c;
    })();
    work();

    Raises:
        BuildError: they do not export what is known of the pinned version.

    """
    loader, named = _NAMED.subn(rb"globalThis.loadPyodide=\1;", loader)
    runtime, default = _DEFAULT.subn(rb"globalThis.createPyodideModule=\1;", runtime)
    if (named, default) != (1, 1):
        raise BuildError("运行环境的脚本和 generator/collector/carried.py 认得的不同，做不成离线包里的网页")
    runtime = _OWN_ADDRESS.sub(b'""', runtime)
    parts = [b"(function(){%s\n})();\n" % part for part in (loader, runtime)]
    return b"".join([_NO_MODULE, *parts, worker])


def as_scripts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Scripts that set ``collectorFiles[name]`` to base64, by ``name`` and ``.js``."""
    return {f"{name}.js": _script(name, content) for name, content in sorted(files.items())}


def _script(name: str, content: bytes) -> bytes:
    text = json.dumps(base64.b64encode(content).decode())
    return (
        f"(globalThis.collectorFiles=globalThis.collectorFiles||{{}})[{json.dumps(name)}]={text};\n".encode()
    )
