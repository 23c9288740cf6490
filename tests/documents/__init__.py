"""Tests of forms as PDF: what they print, that it is text, and that the same is printed the same."""
