"""A campaign of a county, made up: sixty units, their roster, and what they handed in.

Tests try whole runs on it, and ``tests/returns/pictures.py`` draws the sheets of its workbook for the
guide. Names, numbers and answers are drawn by a seeded generator; nobody is meant.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

from generator.forms import Form, fill

TOWNS = ("白沙镇", "青山镇", "临河乡", "城关镇", "教育系统", "卫生系统")
TYPES = ("villages", "villages", "villages", "townships", "non-public", "public-organs")
SUFFIX = {"villages": "村", "townships": "办事处", "non-public": "有限公司", "public-organs": "中心"}
SYLLABLES = "安康永泰和平兴隆长青新华建设团结富民金水玉泉石桥柳林"
PEOPLE = "王李张刘陈杨赵黄周吴"

CAMPAIGN = """名称: 2026年某某县基层工会规范化建设示范点申报
发文单位: 某某县总工会
截止日期: 2026年6月30日
邮箱: shoubiao@example.cn
联系人: 张三
电话: 0371-00000000
份数: 申报表一式两份，盖章
收哪些表: [自评表, 申报表]
"""


def units(count: int = 60, seed: int = 7) -> list[dict[str, str]]:
    """The lines of the roster."""
    rng = random.Random(seed)
    found: list[dict[str, str]] = []
    names: set[str] = set()
    while len(found) < count:
        town, standard = rng.choice(TOWNS), rng.choice(TYPES)
        name = f"{town}{''.join(rng.sample(SYLLABLES, 2))}{SUFFIX[standard]}"
        if name not in names:
            names.add(name)
            found.append(
                {
                    "name": name,
                    "standard": standard,
                    "group": town,
                    "contact": rng.choice(PEOPLE) + rng.choice("伟芳娜敏静"),
                    "phone": f"0371-{rng.randrange(10**7, 10**8)}",
                }
            )
    return sorted(found, key=lambda u: (TOWNS.index(u["group"]), u["name"]))


def roster(found: list[dict[str, str]]) -> bytes:
    """The roster as a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["单位名称", "类别", "乡镇", "联系人", "联系电话"])
    for unit in found:
        writer.writerow([unit[key] for key in ("name", "standard", "group", "contact", "phone")])
    return out.getvalue().encode("utf-8-sig")


def write(folder: Path, forms: dict[str, Form], blank: Callable[[str], bytes], count: int = 60) -> Path:
    """The roster, the campaign file and the folder 收件 under ``folder``; returns that folder."""
    rng = random.Random(11)
    inbox = folder / "收件"
    found = units(count)
    (folder / "名册.csv").write_bytes(roster(found))
    (folder / "活动.yml").write_text(CAMPAIGN, encoding="utf-8")
    for number, unit in enumerate(found):
        place = inbox / unit["group"]
        place.mkdir(parents=True, exist_ok=True)
        if number % 9 == 4:
            continue
        form = forms[f"checklist-{unit['standard']}"]
        checklist = place / f"{unit['name']} 自评表.pdf"
        if number % 11 == 5:
            checklist.write_bytes(b"%PDF-1.7 cut off")
        else:
            checklist.write_bytes(fill(blank(form.id), _checklist(form, unit, rng)).data)
        if number % 7 != 3:
            answers = _application(unit, rng)
            (place / f"{unit['name']} 申报表.pdf").write_bytes(fill(blank("application"), answers).data)
    return inbox


def _checklist(form: Form, unit: dict[str, str], rng: random.Random) -> dict[str, str]:
    states = ["met"] * 12 + ["basic"] * 4 + ["unmet"] * 2 + ["na"]
    answers = {"unit-name": unit["name"], "union-name": f"{unit['name']}工会", "fill-date": "2026年5月20日"}
    for field in form.fields:
        if field.column == "rating" and rng.random() > 0.03:
            answers[field.name] = rng.choice(states)
        elif field.column == "facts" and rng.random() > 0.2:
            answers[field.name] = rng.choice(
                ("每年召开两次会员大会", "制度上墙，有专人负责", "本单位没有此项")
            )
        elif field.column == "evidence" and rng.random() > 0.3:
            answers[field.name] = rng.choice(("会议记录、签到册，存工会办公室", "文件汇编第三册", "照片12张"))
    return answers


def _application(unit: dict[str, str], rng: random.Random) -> dict[str, str]:
    employees = rng.randrange(30, 900)
    members = int(employees * rng.uniform(0.8, 1))
    return {
        "report-unit": unit["name"], "unit-name": unit["name"], "union-name": f"{unit['name']}工会",
        "fill-date": "2026年5月21日", "type": unit["standard"],
        "region": "某某县", "upper-union": "某某县总工会",
        "employees": str(employees), "members": str(members),
        "membership-rate": f"{100 * members / employees:.1f}",
        "term-from": "2024年3月", "term-to": "2029年3月",
        "chair-name": unit["contact"], "contact": unit["contact"], "phone": unit["phone"],
        "appraisal-rate": str(rng.randrange(85, 100)), "self-conclusion": "达到参考标准，申报示范点。",
        "honours": rng.choice(("", "县模范职工之家", "市先进基层工会")),
        "deeds": "坚持每季度研究一次工会工作。",
    }  # fmt: skip
