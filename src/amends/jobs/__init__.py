"""Work that outlives a request: one interface, two engines.

``queue.enqueue`` writes a job in the transaction of the change that needs it. A handler is registered under the
job's kind (``registry.job``), is delivered at least once, and must be safe to run again. The embedded engine
(``engine``) is a leased table in the same database, on SQLite and on PostgreSQL.
"""
