"""The outside world. One folder per platform, all alike: connector, client (transport), parse (pure), codes, README."""
