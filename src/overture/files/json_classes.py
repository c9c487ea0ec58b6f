"""The classes of a file as JSON Schemas: what pydantic says of them, as an editor wants to hear it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from overture.files.json_types import TEXT, Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REF = "#/$defs/{model}"


class _Generator(GenerateJsonSchema):
    """What pydantic says of the classes, without what is of use to Python alone: titles, defaults, nothing."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> JsonSchemaValue:
        return dict(TEXT)  # a phrase that is read into something else


def classes(models: Iterable[type[BaseModel]]) -> dict[str, Schema]:
    """The schema of each class, and of those within it, by name.

    >>> class Seat(BaseModel):
    ...     name: str
    ...     taken: bool | None = None
    >>> classes([Seat])["Seat"]["properties"]
    {'name': {'type': 'string'}, 'taken': {'type': 'boolean'}}
    """
    wanted: list[tuple[type[BaseModel], JsonSchemaMode]] = [(model, "validation") for model in models]
    _, found = models_json_schema(wanted, by_alias=True, ref_template=REF, schema_generator=_Generator)
    named: dict[str, Schema] = found["$defs"]
    return named
