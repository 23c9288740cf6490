"""Tests of the composition: settings, log lines, the command line, the server."""
