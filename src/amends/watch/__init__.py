"""watch: where is the parcel, what is wrong, and when will it come?"""

from amends.watch.answer import watch
from amends.watch.milestones import milestones

__all__ = ["milestones", "watch"]
