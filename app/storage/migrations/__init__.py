"""The migrations of both kinds of space. Alembic itself is imported only to upgrade a database."""
