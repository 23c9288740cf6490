"""Whole stories over real HTTP and WebSocket, against the server that `quxiang serve` starts."""
