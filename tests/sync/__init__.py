"""Tests of reports on their way to the employment system."""
