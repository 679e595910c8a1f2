"""The directory of the invented office: who may be named in a message about the ledger."""

from __future__ import annotations

from bot import general
from bot.reading.units import Directory

_LOCAL = """
place = "沙县"
[[unit]]
name = "县住建局"
kind = "住房和城乡建设局"
level = "县"
[[unit]]
name = "县交通局"
kind = "交通运输局"
level = "县"
[[unit]]
name = "县水利局"
kind = "水利局"
level = "县"
[[unit]]
name = "市水利局"
kind = "水利局"
level = "市"
[[unit]]
name = "县自然资源局"
kind = "自然资源和规划局"
level = "县"
"""

DIRECTORY, _ = Directory.load(general.text("units.toml"), _LOCAL)
