"""Tests, one folder a layer, on the real engines."""
