"""The pages for everybody: axe finds no violation, on a wide and a narrow screen, light and dark."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from overture import papers
from overture.dossier import read
from overture.library import case
from overture.papers.formats import rendered
from tests.papers.made import every_paper

from .test_pages import CHROMIUM

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RUN = """axe.run({resultTypes: ["violations"]}).then(found => {
  const told = document.createElement("pre");
  told.id = "told";
  told.textContent = JSON.stringify(found.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html.slice(0, 200))]));
  document.body.appendChild(told);
})"""
SCREENS = ["1440,900", "1024,800", "500,844"]  # a headless window is not narrower than 500
KINDS = [
    "brief", "memorandum, founding", "memorandum, submission", "memorandum, action-memo", "note", "lines", "hindsight",
    "whiteboard", "student",
]  # fmt: skip


@cache
def pages_of(name: str) -> dict[str, papers.Paper]:
    dossier = read(case(name), name)
    found = every_paper(dossier)
    from overture.advice import advise

    return {**found, "hindsight": papers.hindsight(papers.Case(dossier, advise(dossier, audit=False)), "Draft")}


def violations(page: str, folder: Path, screen: str, scheme: str) -> list[list[object]]:
    """What axe has to say of a page in a browser."""
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    file = folder / "page.html"
    file.write_text(page.replace("</body>", f"<script>{axe}</script><script>{RUN}</script></body>"), encoding="utf-8")
    command = [
        *CHROMIUM, f"--user-data-dir={folder}/profile", f"--window-size={screen}",
        f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}", "--virtual-time-budget=30000",
        "--dump-dom", file.as_uri(),
    ]  # fmt: skip
    shown = subprocess.run(command, check=True, capture_output=True, text=True, timeout=180).stdout
    told = re.search(r'<pre id="told">(.*?)</pre>', shown, re.DOTALL)
    assert told, "axe did not run"
    found: list[list[object]] = json.loads(unescape(told[1]))
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["molotov-1954", "finland-sweden-2022"])
def test_axe_finds_no_violation(name: str, kind: str, tmp_path: Path) -> None:
    page = rendered(pages_of(name)[kind], "html").decode("utf-8")
    screens = SCREENS if kind == "brief" else SCREENS[::2]
    for screen in screens:
        for scheme in ("light", "dark"):
            assert violations(page, tmp_path, screen, scheme) == [], (screen, scheme)


def test_axe_would_see_a_violation(tmp_path: Path) -> None:
    page = rendered(pages_of("molotov-1954")["note"], "html").decode("utf-8")
    broken = page.replace("<main>", '<main><img src="x.png"><h4>skipped</h4>', 1)
    assert {v[0] for v in violations(broken, tmp_path, SCREENS[0], "light")} >= {"image-alt"}
