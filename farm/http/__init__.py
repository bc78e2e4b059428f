"""The farm over HTTP: application, server, uploads past the parser, planned faults."""
