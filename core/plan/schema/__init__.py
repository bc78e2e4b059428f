"""The check of the four files against their schemas; it loads jsonschema, so only a plan that is checked loads it."""
