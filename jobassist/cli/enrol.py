"""`enrol`: make this computer a device of the central's."""

from argparse import ArgumentParser, Namespace

from jobassist.cli.call import Call
from jobassist.errors import UsageError, UserError


def add(parser: ArgumentParser) -> None:
    """Declare `enrol`."""
    parser.add_argument(
        "--central", metavar="URL", help="centralens adresse (ellers indstillingernes)"
    )
    parser.add_argument("--code", required=True, metavar="KODE", help="engangskoden fra IT")
    parser.set_defaults(run=_run)


def _run(call: Call, options: Namespace) -> None:
    from jobassist.sync.client import checked_url

    url = options.central or str(call.house.settings["central_url"])
    try:
        checked_url(url)
    except UserError as error:
        if error.code != "sync.bad_url":
            raise
        raise UsageError(error.code) from None
    with call.session() as session:
        call.house.enrol(url, options.code)
        device = session.device.id
    call.answer({"device": device}, [f"Computeren er tilmeldt som {device}."])
