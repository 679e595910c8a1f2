"""A file becomes duties: bytes, repair, units, deadlines, prose and tables. Pure, but for files.py and folder.py."""
