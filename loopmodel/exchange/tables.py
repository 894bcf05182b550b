"""A projection as a table: CSV or Parquet."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from loopmodel.exchange.files import write_whole
from loopmodel.simulation.project import Projection

ENDINGS = (".csv", ".parquet")


def projection_table(projection: Projection) -> pd.DataFrame:
    """One row a period: `period`, a column for each node (units), then for each link (units sent in the period)."""
    columns = {"period": list(projection.periods)}
    return pd.DataFrame({**columns, **projection.amounts, **projection.flows})


def write_table(projection: Projection, path: str | Path) -> None:
    """Write the table in the format of the path's ending; raises ValueError for an ending that is none of ENDINGS."""
    target, table, buffer = Path(path), projection_table(projection), io.BytesIO()
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise ValueError(f"“{target.name}” does not end in one of {', '.join(ENDINGS)}")
    if ending == ".csv":
        table.rename(columns=_defused).to_csv(buffer, index=False)
    else:
        table.to_parquet(buffer, index=False)
    write_whole(buffer.getvalue(), target)


def _defused(heading: str) -> str:
    """A heading that no spreadsheet takes for a formula."""
    return "'" + heading if heading.startswith(("=", "+", "-", "@", "\t", "\r")) else heading
