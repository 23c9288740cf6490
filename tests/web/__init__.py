"""Tests of the endpoints beside GraphQL."""
