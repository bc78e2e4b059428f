"""The foundation of the embedded farm: routes, parameters, answers, database tables and options."""
