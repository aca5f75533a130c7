<#
.SYNOPSIS
Freeze jobassist on Windows, and sign every program and library in it.

.DESCRIPTION
Runs on 64-bit Windows 10 or 11 with Python 3.11-3.13 and nothing else: it makes its own
environment from the locked, hashed requirements. The result is a zip of the tree, from which
packaging/msi.py makes the installer on Debian (wixl). Nothing is uploaded.

.PARAMETER Thumbprint
The certificate in the machine's or user's store that signs. Without it the result is unsigned and
its name says so.

.NOTES
Not yet run on real Windows: see docs/windows.md for what was verified, and when.
#>
[CmdletBinding()]
param(
    [string]$Thumbprint = "",
    [string]$Python = "py",
    [string]$TimestampServer = ""
)
$ErrorActionPreference = "Stop"
Set-StrictMode -Version 3

if ($env:OS -ne "Windows_NT") {
    Write-Error "A Windows bundle can only be frozen on Windows."
    exit 3
}
if (-not [Environment]::Is64BitOperatingSystem) {
    Write-Error "A 64-bit Windows is needed."
    exit 3
}

function Invoke-Checked([string]$Program, [string[]]$Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with $LASTEXITCODE" }
}

$root = Resolve-Path (Join-Path $PSScriptRoot "..\..")
Set-Location $root
Invoke-Checked $Python @("packaging\setup\venv.py", "dev")
$venv = Join-Path $root ".venv\Scripts\python.exe"
Invoke-Checked $venv @("packaging\translations.py", "build")
Invoke-Checked $venv @("packaging\bundle.py")

$bundle = Join-Path $root "build\dist\jobassist"
$mark = "-UNSIGNED"
if ($Thumbprint) {
    $mark = ""
    # App Control and AppLocker judge every file that is loaded, the engine's child among them.
    $files = Get-ChildItem $bundle -Recurse -Include *.exe, *.dll, *.pyd
    foreach ($file in $files) {
        $already = Get-AuthenticodeSignature $file.FullName
        if ($already.Status -eq "Valid") { continue }
        $sign = @("sign", "/fd", "SHA256", "/sha1", $Thumbprint)
        if ($TimestampServer) { $sign += @("/tr", $TimestampServer, "/td", "SHA256") }
        Invoke-Checked "signtool" ($sign + $file.FullName)
    }
    # Signing changes files: the bundle's own hashes are taken anew.
    Invoke-Checked $venv @("packaging\bundle.py", "seal")
}

$version = & $venv -c "from jobassist import __version__; print(__version__)"
$out = Join-Path $root "build\package\jobassist-$version-windows-x64$mark.zip"
New-Item -ItemType Directory -Force (Split-Path $out) | Out-Null
Compress-Archive -Force -Path $bundle -DestinationPath $out
Write-Output $out
Write-Output "The installer: unpack it on Debian, run  python packaging/msi.py jobassist OUT.msi  and sign that."
