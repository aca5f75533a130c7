"""Make a signed model pack of an installed model: .jobmodel (zip), .deb and .msi.

Usage: python packaging/model_pack.py MODEL_FOLDER OUT --version V [--key PRIVATE.pem]

The private key (Ed25519, PEM, no passphrase) belongs on the administrator's machine. Without
`--key` a key for this run alone is made, and the files say so in their names; its public half is
written beside them.
"""

import argparse
import base64
import hashlib
import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import debian  # noqa: E402
import msi  # noqa: E402
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402
from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: E402

from jobassist.errors import UserError  # noqa: E402
from speech.models.catalogue import catalogue  # noqa: E402
from speech.models.installed import expected_hashes, missing_file, verify  # noqa: E402
from speech.models.pack import (  # noqa: E402
    ENDING,
    FORMAT,
    MANIFEST,
    SIGNATURE,
    read_manifest,
    verify_pack,
)
from speech.models.sources import MODEL_FILES  # noqa: E402

_MOMENT = (2020, 1, 1, 0, 0, 0)


def main(arguments: list[str]) -> int:
    """Make the three of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", required=True)
    parser.add_argument("--key", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    signer = own_key(options.key) if options.key else Ed25519PrivateKey.generate()
    mark = "" if options.key else "-TEST-KEY"
    raw = manifest(options.folder.resolve(), options.version)
    try:
        read_manifest(raw)
    except UserError as error:
        sys.exit(f"The manifest's {error.params['place']} cannot be so.")
    options.out.mkdir(parents=True, exist_ok=True)
    public = base64.b64encode(signer.public_key().public_bytes_raw()).decode()
    (options.out / f"model-pack{mark}.pub").write_text(public + "\n", encoding="ascii")
    signature = base64.b64encode(signer.sign(raw))
    name = options.folder.resolve().name
    pack = options.out / f"jobassist-model-{name}-{options.version}{mark}{ENDING}"
    write_zip(pack, options.folder, raw, signature)
    verify_pack(pack, public)
    print(pack)
    with tempfile.TemporaryDirectory() as temporary:
        model = Path(temporary) / name
        model.mkdir()
        for file in (f for f in MODEL_FILES if (options.folder / f).is_file()):
            shutil.copyfile(options.folder / file, model / file)
        (model / MANIFEST).write_bytes(raw)
        (model / SIGNATURE).write_bytes(signature)
        installer = options.out / f"jobassist-model-{name}-{options.version}{mark}.msi"
        msi.build(msi.model_source(model, options.version), model, installer)
        print(installer)
        number = options.version if options.key else f"{options.version}+testkey"
        print(write_deb(model, number, options.out))
    return 0


def own_key(file: Path) -> Ed25519PrivateKey:
    """The key in the file; ends with a word where there is none that can be used."""
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        sys.exit(f"The key in {file} cannot be read ({type(error).__name__}).")
    if not isinstance(key, Ed25519PrivateKey):
        sys.exit("The key is no Ed25519 key.")
    return key


def manifest(folder: Path, version: str) -> bytes:
    """What the pack says of itself; licence and word errors are the catalogue's.

    Ends with a word where the model is not whole, or not the one that the catalogue knows.
    """
    known = catalogue().get(folder.name)
    if known is None:
        sys.exit(f"{folder.name} is not in resources/models.toml: licence and errors are unknown.")
    if lacking := missing_file(folder):
        sys.exit(f"{folder} has no {lacking}.")
    if expected_hashes(folder) and not verify(folder).sha256_ok:
        sys.exit(f"{folder} is damaged, or another model than the one of that name.")
    rates = {"coral": known.danish_wer, "common_voice_17": known.danish_wer_common_voice}
    files = {}
    for name in MODEL_FILES:
        if (folder / name).is_file():
            content = (folder / name).read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            files[name] = {"size": len(content), "sha256": digest}
    told = {
        "format": FORMAT,
        "name": folder.name,
        "version": version,
        "title": known.title,
        "licence": known.licence,
        "danish_wer": {test: rate for test, rate in rates.items() if rate is not None},
        "files": files,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def write_zip(pack: Path, folder: Path, raw: bytes, signature: bytes) -> None:
    """The zip; the same model, key and version give the same bytes."""
    with zipfile.ZipFile(pack, "w") as archive:
        told = [(MANIFEST, raw), (SIGNATURE, signature)]
        files = [(n, (folder / n).read_bytes()) for n in MODEL_FILES if (folder / n).is_file()]
        for name, content in (*told, *files):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, compresslevel=1)  # weights hardly shrink


def write_deb(model: Path, version: str, out: Path) -> Path:
    """The Debian package: the model in the machine's folder."""
    tree = model.parent / "tree"
    shutil.copytree(model, tree / "usr/share/jobassist/models" / model.name)
    fields = {
        "Package": f"jobassist-model-{model.name}",
        "Version": version,
        "Architecture": "all",
        "Section": "misc",
        "Enhances": "jobassist",
        "Description": f"speech model {model.name} for jobassist\n"
        " Installed once for all users of the machine; licence and word errors: manifest.json.",
    }
    return debian.package(tree, fields, out, quick=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
