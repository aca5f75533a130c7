"""`central staff`: who may use IT support's pages."""

from argparse import Namespace
from typing import Any

from jobassist.cli.call import Call
from jobassist.cli.parser import verbs

WORDS = {
    "secret": "Hemmelighed til engangskoder",
    "otpauth": "Adresse til godkendelses-appen",
    "shut": "Lukket",
}


def add(verb: Any, finish: Any) -> None:
    """Declare `staff add` and `staff shut`."""
    staff = verbs(verb("staff", "konti til IT-supportens sider (/admin)"))
    account = staff("add", "opret en konto, eller giv den ny adgangskode og ny engangskode-nøgle")
    account.add_argument("name", metavar="NAVN", help="adgangskoden kommer ad --passphrase-file")
    finish(account, _add)
    shut = staff("shut", "luk en konto, også hvis nogen er logget ind med den")
    shut.add_argument("name", metavar="NAVN", help="kontoens navn")
    finish(shut, _shut)


def _add(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    tell(call, part("desk.admin").add(url(call, options), options.name, call.passphrase()))


def _shut(call: Call, options: Namespace) -> None:
    from jobassist.cli.central import part, tell, url

    tell(call, part("desk.admin").shut(url(call, options), options.name))
