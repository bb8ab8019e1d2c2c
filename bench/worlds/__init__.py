"""Simulated worlds: made-up shops, buyers and platforms in which a policy's true cost is known.

A program of its own: it knows the contract's formats (``decide`` in and out, log lines) and the accounting rules,
and nothing of the engine. Parameters of a world are drawn at random from wide ranges; no engine sees them.
"""
