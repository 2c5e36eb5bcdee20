# Windows: the program and an installer. Not tried.
#   packaging\windows\build.ps1                      without signing
#   $env:CERTIFICATE = "thumbprint"; packaging\windows\build.ps1    signs both
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
python -m venv .venv-package
.venv-package\Scripts\python -m pip install --require-hashes --only-binary :all: --no-deps -r requirements-package.txt
$out = "build\package"
.venv-package\Scripts\python -m PyInstaller --noconfirm --clean --distpath $out --workpath build\frozen packaging\frozen\accord.spec
function Sign($file) {
    if ($env:CERTIFICATE) { signtool sign /sha1 $env:CERTIFICATE /fd sha256 /td sha256 $file }
    else { Write-Host "Not signed: no CERTIFICATE was given: $file" }
}
Sign "$out\accord\accord.exe"
& "$out\accord\accord.exe" --demo --self-check
if ($LASTEXITCODE -ne 0) { throw "The self-check failed." }
$version = .venv-package\Scripts\python -c "from app import __version__; print(__version__)"
iscc "/DVersion=$version" packaging\windows\accord.iss
Sign "$out\accord-$version-setup.exe"
