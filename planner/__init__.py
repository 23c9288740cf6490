"""Reads compiled: one GraphQL root field becomes one SQL statement whose text is the JSON of the answer.

Generic: it knows bindings, access Protocols and two SQL dialects, and nothing of schools or agreements.
"""
