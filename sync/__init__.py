"""Sync to the employment system (就业管理系统): messages, the receivers that take them, and the relay that sends them in order."""
