"""What every entry of a treaty file shares: marks, sources, and mistakes in the reader's words."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from overture.files.fields import Citations, Text, one_of

Mark = Annotated[str, one_of("H", "M", "L")]


def wrong(message: str) -> PydanticCustomError:
    """A mistake of form, as pydantic wants to hear it."""
    return PydanticCustomError("overture", "{problem}", {"problem": message})


class Base(BaseModel):
    """What every entry of a treaty file can carry."""

    # built when first used: a command that reads no treaty need not wait for its schema
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True, defer_build=True
    )

    from_: Citations = Field(default=(), alias="from")
    sure: Mark | None = None
    note: Text = ""
