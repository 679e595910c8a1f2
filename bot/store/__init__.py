"""SQLite: one writer thread, readers, migrations, backups; one function is one transaction."""
