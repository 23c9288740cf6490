"""Tests of the project itself: its style, its layers, its documents and what it pins."""
