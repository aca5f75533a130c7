"""What is known of each speech model: licence, size, published Danish word errors, hashes."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from jobassist.errors import UserError
from jobassist.ports.speech import DoubtBelow
from speech.models.calibration import Calibration, calibration


@dataclass(frozen=True, slots=True)
class Model:
    """An entry of the catalogue. Word error rates are percent, None where none is published.

    `sha256` is empty where no hash is known; `index` and `hub` say where it can be fetched from,
    `convert` where a form of it lies that this engine cannot read without conversion. `confidence`
    maps the model's opinion of a word to how often such a word is right; of less than `doubt_below`
    a word is marked as doubtful.
    """

    name: str
    title: str
    size_mb: int
    licence: str
    danish_wer: float | None
    danish_wer_common_voice: float | None
    fit_for_notes: bool
    sha256: dict[str, str] = field(default_factory=dict)
    index: tuple[str, ...] = ()
    hub: str = ""
    convert: str = ""
    confidence: Calibration = field(default_factory=Calibration)
    doubt_below: DoubtBelow = field(default_factory=DoubtBelow)


@cache
def catalogue() -> dict[str, Model]:
    """Every model of `resources/models.toml` by its name, in the order of the file."""
    text = resources.files("resources").joinpath("models.toml").read_text(encoding="utf-8")
    return {name: _model(name, entry) for name, entry in tomllib.loads(text).items()}


def known_model(name: str) -> Model:
    """The catalogue's entry. Raises: UserError `model.unknown`."""
    try:
        return catalogue()[name]
    except KeyError:
        raise UserError("model.unknown", name=name) from None


def _model(name: str, entry: dict[str, object]) -> Model:
    values = dict(entry)
    rates = values.pop("danish_wer", {})
    assert isinstance(rates, dict)
    points = values.pop("confidence", [])
    assert isinstance(points, list)
    below = values.pop("doubt_below", {})
    assert isinstance(below, dict)
    index = values.pop("index", [])
    assert isinstance(index, list)
    return Model(
        name=name,
        danish_wer=rates.get("coral"),
        danish_wer_common_voice=rates.get("common_voice_17"),
        index=tuple(index),
        confidence=calibration(points),
        doubt_below=DoubtBelow(**below),
        **values,  # type: ignore[arg-type]
    )
