"""A file becomes duties: repair, units, deadlines, prose, tables. Pure but for files.py and folder.py."""
