"""The documentation as a site: ``python3 dev.py site`` builds it, ``--serve`` shows it on this machine."""
