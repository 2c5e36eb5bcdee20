"""The migrations of both kinds of space. Alembic itself is imported only to create or upgrade a database."""
