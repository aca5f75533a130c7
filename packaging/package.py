"""`make package`: everything an administrator is handed, in build/package, with checksums.

The .deb and the SBOM hold the real bundle. The MSI's payload is a stand-in and its name says so:
a Windows program cannot be frozen on Linux (packaging/windows/build.ps1 does that on Windows).
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

import debian  # noqa: E402
import model_pack  # noqa: E402
import msi  # noqa: E402
import sbom  # noqa: E402
import signing  # noqa: E402
import standin  # noqa: E402
import templates  # noqa: E402

from speech.models.installed import user_models_dir  # noqa: E402

OUT = ROOT / "build" / "package"
MODEL = "base"
CENTRAL = HERE / "central" / "package.py"


def main() -> int:
    """Make all of them, one after the other."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    number = version("jobassist")
    debian.main([str(OUT)])
    windows(number)
    model_pack.main([str(user_models_dir() / MODEL), str(OUT), "--version", number])
    sbom.main([str(debian.BUNDLE), str(OUT / "jobassist.cdx.json"), MODEL])
    templates.main(OUT / "policy")
    if CENTRAL.is_file():
        subprocess.run([sys.executable, CENTRAL, OUT], check=True)
    notices = debian.BUNDLE / "_internal" / "THIRD-PARTY-NOTICES.txt"
    shutil.copyfile(notices, OUT / notices.name)
    print(checksums(OUT))
    return 0


def windows(number: str) -> None:
    """The installer with the stand-in, every program in it signed by a test certificate."""
    installer = OUT / f"jobassist-{number}-x64-STAND-IN.msi"
    with tempfile.TemporaryDirectory() as folder:
        made, key = signing.certificate(Path(folder))
        tree = standin.stage(Path(folder) / "tree")
        files = signing.sign_tree(tree, made, key)
        msi.build(msi.source(tree, number), tree, installer)
        signing.sign(installer, made, key)
        if not all(signing.is_signed(file, made) for file in (*files, installer)):
            sys.exit("A signature does not hold.")
    print(f"{installer} ({len(files)} programs and the installer signed by a test certificate)")


def checksums(folder: Path) -> Path:
    """SHA256SUMS over everything, in the form `sha256sum --check` reads."""
    lines = []
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        lines.append(f"{digest}  {file.relative_to(folder).as_posix()}")
    made = folder / "SHA256SUMS"
    made.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return made


if __name__ == "__main__":
    sys.exit(main())
