from tests.desk import chief, editor, publisher, writer

__all__ = ["chief", "editor", "publisher", "writer"]
