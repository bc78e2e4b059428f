"""What all parts of the embedded farm stand on: routes, parameters, answers, tables, options."""
