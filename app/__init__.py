"""The only place that reads settings or creates things: settings, logging, keys, the application, the server, the command line."""
