"""insight: what does our own history say? Outcomes as a log, learning at night behind a gate, the policy lab.

``outcomes`` reads the log from the desk's records (``endings``: how one case ended); ``nights`` learns from it and asks
the promotion gate; a ``Trial`` compares two ``ways`` of deciding, in steps (``trying``); ``switching`` turns a result
into a decision.
"""
