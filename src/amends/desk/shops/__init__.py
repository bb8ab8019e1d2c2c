"""Where things are sold: shops, who may work in them, rates of exchange."""
