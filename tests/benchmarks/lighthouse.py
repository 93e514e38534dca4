"""Lighthouse's marks for the pages that most readers begin with, as a phone would see them.

    scripts/serve                                    # in another terminal
    .venv/bin/python -m tests.benchmarks.lighthouse  # or with the address, if it isn't http://localhost:8000

Needs Chromium and Node. `lighthouse` is taken from the path, or fetched by npx. Prints a line a page and what
each mark below 100 lost its points to; exit code 1 if there is one. Run it on a machine that does nothing
else, for performance is timed: "machine" is Lighthouse's own measure of it, and below some 1000 the marks for
performance say more about the machine than about the page.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PAGES = {
    "home": "/nb/",
    "unit": "/nb/units/psykisk-helsevern-og-rus",
    "search": "/nb/search",
    "results": "/nb/search?q=tobakk",
    "strategy": "/nb/strategies/strategi-2014-2018",
}
# Pages that search engines are asked to leave out lose points for just that: a list of results is no page of
# its own, and would be another one for every word.
LEFT_OUT = {"results": ["is-crawlable"]}
# The version that that our marks were measured with; others weigh differently.
LIGHTHOUSE = "lighthouse@12"
WHOLE = 100


def command() -> list[str]:
    """What starts Lighthouse here; ends the program where nothing does."""
    if own := shutil.which("lighthouse"):
        return [own]
    if npx := shutil.which("npx"):
        return [npx, "--yes", LIGHTHOUSE]
    sys.exit("Lighthouse needs Node: install nodejs and npm.")


def report_on(address: str, folder: Path, left_out: list[str]) -> dict:
    """Lighthouse's report on a page, without the audits left out."""
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("Lighthouse needs Chromium: install it, or name it in CHROME_PATH.")
    written = folder / "report.json"
    done = subprocess.run(
        [
            *command(),
            address,
            "--quiet",
            "--output=json",
            *(f"--skip-audits={audit}" for audit in left_out),
            f"--output-path={written}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{address}: {done.stderr.strip()}")
    return json.loads(written.read_text("utf-8"))


def marks(report: dict) -> dict[str, int]:
    """The mark in each category, of 100."""
    return {name: round((category["score"] or 0) * WHOLE) for name, category in report["categories"].items()}


def losses(report: dict) -> list[str]:
    """The audits that cost points, each with what was measured or found."""
    found = []
    for name, category in report["categories"].items():
        for weighed in category["auditRefs"]:
            audit = report["audits"][weighed["id"]]
            if weighed["weight"] and audit["score"] is not None and audit["score"] < 1:
                items = [
                    item["node"]["snippet"]
                    for item in audit.get("details", {}).get("items", [])
                    if "snippet" in item.get("node", {})
                ]
                said = audit.get("displayValue") or "; ".join(items[:3])
                found.append(f"{name}: {audit['title']} ({audit['score']:.2f}) {said}".rstrip())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", nargs="?", default="http://localhost:8000")
    site = parser.parse_args().site.rstrip("/")
    whole = True
    with TemporaryDirectory(prefix="lighthouse-") as folder:
        for name, path in PAGES.items():
            report = report_on(f"{site}{path}", Path(folder), LEFT_OUT.get(name, []))
            found = marks(report)
            said = "  ".join(f"{category} {mark}" for category, mark in found.items())
            print(f"{name:10}", said, f" (machine {report['environment']['benchmarkIndex']:.0f})", flush=True)
            if min(found.values()) < WHOLE:
                whole = False
                print("".join(f"    {line}\n" for line in losses(report)), end="", flush=True)
    sys.exit(0 if whole else 1)


if __name__ == "__main__":
    main()
