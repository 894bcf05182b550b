"""Documents that can fail: README blocks run, every page, command and glossary word is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from loopmodel.cli.run import parser
from loopmodel.fields import FIELDS, MODES, ROLES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.S)


@pytest.mark.parametrize("code", blocks("python"))
def test_python_of_the_readme_runs_and_prints_what_it_says(code: str, tmp_path: Path):
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    said = re.findall(r"# -> (.*)", code)
    assert done.stdout.split("\n")[: len(said)] == said


def test_commands_of_the_readme_run(tmp_path: Path):
    (tmp_path / "model.json").write_bytes((ROOT / "data" / "gallery" / "01-job-board.json").read_bytes())
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("loopmodel ")]
    assert lines
    for line in lines:
        command = line.split("#")[0].split()
        if command[1] != "serve":
            done = subprocess.run([sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True)
            assert done.returncode == 0, f"{line}: {done.stderr}"


def test_every_command_and_page_is_in_the_readme():
    for action in parser()._actions:
        for name in getattr(action, "choices", None) or ():
            assert f"`{name}`" in README or f"loopmodel {name}" in README, name
    for page in (ROOT / "pages").glob("*.py"):
        assert page.stem.replace("_", " ").capitalize() in README


def test_every_field_role_and_mode_is_in_the_glossary():
    words = {f.name for kind in ("node", "link", "harm", "need") for f in FIELDS[kind]} | set(ROLES) | set(MODES)
    for word in words - {"id", "note", "name"}:
        assert f"**{word}**" in GLOSSARY, word


def test_links_between_documents_lead_somewhere():
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_changelog_knows_this_version():
    from loopmodel import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
