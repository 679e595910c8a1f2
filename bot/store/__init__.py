"""SQLite: one writer thread, a few readers; one public function = one transaction.

store.py        Store: what the rest of the program calls; async, each method one transaction
threads.py      one writer thread and a small reader pool; SQLite's errors become sentences
connection.py   how a connection is opened, its pragmas, its transactions
schema.py       the migrations, forward only; refuses a newer schema
folder.py       the data folder: local, writable, held by one process
backup.py       a checked copy beside the running database
codec.py        the nouns ↔ JSON, exactly

What is kept, one module per matter, plain functions of a ``Database`` inside a transaction:
generations.py (the copy of the knowledge), chats.py, reloads.py. A new matter is a new module, a new
migration at the end of schema.py, and its methods in Store.
"""
