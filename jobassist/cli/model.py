"""`model`: the speech models on this machine."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobassist.cli.call import Call, existing
from jobassist.cli.parser import verbs
from jobassist.cli.progress import progress
from jobassist.errors import PolicyDenied

if TYPE_CHECKING:
    from speech.models import InstalledModel


def add(parser: ArgumentParser) -> None:
    """Declare `model list`, `model install` and `model verify`."""
    verb = verbs(parser)
    verb("list", "vis de installerede talemodeller").set_defaults(run=_list)
    install = verb("install", "installér en talemodel fra en mappe, en zip-fil eller et indeks")
    install.add_argument(
        "source",
        metavar="KILDE",
        help="mappe, zip-fil, modelpakke (.jobmodel), index:NAVN eller hub:EJER/NAVN",
    )
    install.add_argument("--name", metavar="NAVN", help="modellens navn, hvis den ikke er kendt")
    install.add_argument(
        "--machine", action="store_true", help="for alle maskinens brugere (kræver administrator)"
    )
    install.set_defaults(run=_install)
    verify = verb("verify", "kontrollér de installerede modellers indhold")
    verify.add_argument("name", nargs="?", metavar="NAVN", help="kun denne model")
    verify.set_defaults(run=_verify)


def _list(call: Call, _options: Namespace) -> None:
    from speech.models import list_models

    _answer(call, list_models(call.house.ears.model_dir))


def _install(call: Call, options: Namespace) -> None:
    from speech.models import install, machine_models_dir
    from speech.models.pack import ENDING, install_pack

    into = machine_models_dir() if options.machine else None
    if options.source.startswith("hub:") and not call.house.settings["model_download"]:
        raise PolicyDenied("model.download_denied")
    with progress("Installerer") as show:
        if options.source.endswith(ENDING):
            key = str(call.house.settings["model_pack_key"])
            model = install_pack(existing(Path(options.source)), key, into=into, on_progress=show)
        else:
            model = install(options.source, name=options.name, into=into, on_progress=show)
    call.answer(told(model), [_line(model)])


def _verify(call: Call, options: Namespace) -> int:
    from speech.models import find_model, list_models, verify

    override = call.house.ears.model_dir
    if options.name:
        folders = [find_model(options.name, override)]
    else:
        folders = [model.path for model in list_models(override)]
    checked = []
    for folder in folders:
        with progress(folder.name) as show:
            checked.append(verify(folder, show))
    _answer(call, checked)
    return 0 if checked and all(model.sha256_ok for model in checked) else 1


def _answer(call: Call, models: "list[InstalledModel]") -> None:
    call.answer([told(m) for m in models], (_line(m) for m in models) if models else _NONE)


_NONE = ["Der er ingen talemodel. Installér én med »jobassist model install KILDE«."]


def told(model: "InstalledModel") -> dict[str, Any]:
    """A model as the command line tells it; word errors are percent on the CoRal test set."""
    return {
        "name": model.name,
        "path": str(model.path),
        "sha256_ok": model.sha256_ok,
        "danish_wer": model.danish_wer,
        "danish_wer_common_voice": model.danish_wer_common_voice,
        "licence": model.licence,
        "fit_for_notes": model.fit_for_notes,
    }


def _line(model: "InstalledModel") -> str:
    fit = "egnet til notater" if model.fit_for_notes else "IKKE egnet til journalnotater"
    errors = f"{model.danish_wer:g} % ordfejl på dansk" if model.danish_wer else "ordfejl ukendt"
    whole = {True: "hel", False: "BESKADIGET", None: "ikke kontrolleret"}[model.sha256_ok]
    return f"{model.name:<24}{errors}, {fit}, {whole}, {model.path}"
