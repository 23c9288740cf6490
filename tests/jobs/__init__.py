"""Jobs, tried on real engines."""
