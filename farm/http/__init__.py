"""The farm over HTTP: application, server, uploads past the parser, and fault injection."""
