"""What is said without being asked: which notices are due, when, to whom, and how much of it.

Pure: the entries, the people and groups, what was said already and the moment come in as values. A
notice follows from how things stand, not from a timer, so nothing is lost or doubled by a restart.
"""
