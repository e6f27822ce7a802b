"""`among(column, "name")`: the rows of many keys by one statement, however many keys there are.

SQLAlchemy's own `IN` writes another statement for each number of keys, which costs more than the
search itself, and neither database can keep a plan for it. Here all keys are one parameter.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, Dialect, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class Keys(TypeDecorator[Any]):
    """Many keys as one value: a JSON array for SQLite, an array of their type for PostgreSQL."""

    impl = Text
    cache_ok = True

    def __init__(self, whole_numbers: bool) -> None:
        super().__init__()
        self.whole_numbers = whole_numbers

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the database knows."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(ARRAY(BigInteger if self.whole_numbers else Text))

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        """Return the keys as the database takes them."""
        keys = list(value or ())
        return json.dumps(keys) if dialect.name == "sqlite" else keys


class Among(FunctionElement[Any]):
    """Whether a column holds one of the keys of a parameter.

    It does not say that it is a boolean: SQLAlchemy would write `… = 1`, and SQLite would walk the
    whole table to compute it.
    """

    name = "among"
    inherit_cache = True


def among(column: InstrumentedAttribute[Any], parameter: str) -> Among:
    """Whether `column` is one of the keys that are given as `parameter` on execution."""
    whole_numbers = column.type.python_type is int
    return Among(column, bindparam(parameter, type_=Keys(whole_numbers)))


@compiles(Among, "sqlite")
def _sqlite(element: Among, compiler: SQLCompiler, **given: Any) -> str:
    column, keys = (compiler.process(clause, **given) for clause in element.clauses)
    # Both parts are SQLAlchemy's own words: a column's name and the mark of a parameter.
    return f"{column} IN (SELECT value FROM json_each({keys}))"  # noqa: S608 - see above


@compiles(Among, "postgresql")
def _postgresql(element: Among, compiler: SQLCompiler, **given: Any) -> str:
    column, keys = (compiler.process(clause, **given) for clause in element.clauses)
    return f"{column} = ANY ({keys})"
