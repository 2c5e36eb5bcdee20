; Inno Setup: installs for one user, without administrator rights. Not tried.
[Setup]
AppId={{6B0B6A0C-5B1F-4D39-9A55-0E7E3C6B8E11}
AppName=Accord
AppVersion={#Version}
AppPublisher=The Accord team
DefaultDirName={autopf}\Accord
DefaultGroupName=Accord
PrivilegesRequired=lowest
OutputDir=..\..\build\package
OutputBaseFilename=accord-{#Version}-setup
LicenseFile=..\..\LICENSE
UninstallDisplayName=Accord
WizardStyle=modern
Compression=lzma2
SolidCompression=yes

[Files]
Source: "..\..\build\package\accord\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Accord"; Filename: "{app}\accord.exe"

; The vault is in the user's own data and is never touched here.
