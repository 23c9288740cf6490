"""Measurements of the running product, beside the service and never imported by it."""
