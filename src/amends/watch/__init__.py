"""watch: where is the parcel, what is wrong, and when will it come?"""

from amends.watch.answer import watch

__all__ = ["watch"]
