"""Live views: subscriptions whose every answer is a read run again; the broker carries signals, never data."""
