"""The way of one message, one parcel, one review, one dispute: the only place that chains operations.

Every step is an operation with its own transaction and may be repeated; a job that dies half-way runs again from
the start and finds what is done already. ``messages`` and ``signals`` are what came in, ``refreshing`` brings a case up to date,
``endings`` is what follows from a letter and from the end, ``imports`` reads files into a shop.
"""

from amends.desk.flow.endings import move_clock, start_sweeps
from amends.desk.flow.refreshing import refresh

__all__ = ["move_clock", "refresh", "start_sweeps"]
