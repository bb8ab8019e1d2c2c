"""Money to claim back: from carrier, supplier and platform, each claim with its deadline and its own money."""
