"""A body of one type and without a number is built and proved whole; a navigation may name every page."""

from __future__ import annotations

from pathlib import Path

from generator.site.build import build
from tests.bodies import write_body

NAV = """
nav:
  - 首页: index.md
  - 标准: [standards/index.md, standards/type-1.md]
  - 比较:
      - compare/index.md
      - 两类对看: compare/pairs.md
      - 换一类: compare/moving.md
      - 数量要求: compare/numbers.md
      - 各类独有: compare/only.md
      - 附条件的要求: compare/if.md
      - 按主题查: topics/index.md
  - 表格: forms/index.md
  - 关于: about.md
"""


def test_it_is_built_whole_with_its_forms(tmp_path: Path) -> None:
    root = write_body(tmp_path / "root", 1, 2, 3, numbers=False, forms=True)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(NAV)
    build(root, root / "site")
    assert (root / "site" / "forms" / "self-check-type-1.pdf").exists()
    page = (root / "site" / "compare" / "pairs" / "index.html").read_text(encoding="utf-8")
    assert "没有别的可比" in page
    assert not list((root / "site" / "compare").glob("*type-1*"))
