"""Speech models on this machine: list, find, verify and install them."""

from speech.models.catalogue import Model, catalogue
from speech.models.installation import install
from speech.models.installed import (
    InstalledModel,
    describe,
    find_model,
    list_models,
    machine_models_dir,
    models_dirs,
    user_models_dir,
    verify,
)

__all__ = [
    "InstalledModel",
    "Model",
    "catalogue",
    "describe",
    "find_model",
    "install",
    "list_models",
    "machine_models_dir",
    "models_dirs",
    "user_models_dir",
    "verify",
]
