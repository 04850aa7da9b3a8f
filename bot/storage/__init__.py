"""Tables, unit of work and migrations: the only room that knows SQLAlchemy."""
