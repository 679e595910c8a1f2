"""Make every sheet of an invented county, print it with LibreOffice, and keep the pages as pictures.

    python tools/print_sheets.py FOLDER

Needs soffice and pdftoppm (Debian: libreoffice-calc, poppler-utils), a Chinese font, and Carlito
(fonts-crosextra-carlito), which is as wide as the face that widths of columns are counted in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "ledger"))

from county import ENTRIES, TODAY  # noqa: E402 - the tests' own county
from office import RULES  # noqa: E402

from bot.exports.kinds import Form, Kind, exported, file_name  # noqa: E402
from bot.exports.tables import Extract  # noqa: E402

#: The faces of Windows, by those that a free system has.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<alias binding="same"><family>宋体</family><prefer><family>Noto Serif CJK SC</family></prefer></alias>
<alias binding="same"><family>仿宋</family><prefer><family>Noto Serif CJK SC</family></prefer></alias>
<alias binding="same"><family>黑体</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>
</fontconfig>"""


def main() -> int:
    """Write the files and their pictures into the folder that is named."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "sheets")
    folder.mkdir(parents=True, exist_ok=True)
    extract = Extract(ENTRIES, TODAY, RULES, "云岭县督查室")
    for kind in Kind:
        file = folder / file_name(kind, Form.XLSX, extract)
        file.write_bytes(exported(kind, Form.XLSX, extract))
        print(file, *(page.name for page in pictures(file)))
    return 0


def pictures(file: Path) -> list[Path]:
    """Print *file* and return the pictures of its pages."""
    soffice, rasterise = shutil.which("soffice"), shutil.which("pdftoppm")
    if not soffice or not rasterise:
        raise SystemExit("soffice or pdftoppm is missing: apt install libreoffice-calc poppler-utils")
    fonts = file.with_name("fonts.conf")
    fonts.write_text(FONTS, "utf-8")
    env = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    for command in (
        [soffice, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)],
        [rasterise, "-r", "70", "-png", str(file.with_suffix(".pdf")), str(file.with_suffix(""))],
    ):
        subprocess.run(command, check=True, capture_output=True, timeout=300, env=env)  # noqa: S603
    return sorted(file.parent.glob(f"{file.stem}-*.png"))


if __name__ == "__main__":
    sys.exit(main())
