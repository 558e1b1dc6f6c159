; The installer for Windows, for Inno Setup 6: iscc /DVersion=0.1.0 packaging\windows\lunarcurator.iss
; For one person, without administrator rights; silent with /VERYSILENT /SUPPRESSMSGBOXES /NORESTART.
; The program's folder is never written to afterwards; stores and settings live in the person's own folders.

#ifndef Version
  #error Say the version: iscc /DVersion=...
#endif

[Setup]
AppId={{6E0B1C5B-3F1D-4B0C-9E1C-4C554E415243}
AppName=Lunar Curator
AppVersion={#Version}
AppPublisher=Lunar Curator
VersionInfoVersion={#Version}
MinVersion=10.0.17763
DefaultDirName={autopf}\Lunar Curator
DefaultGroupName=Lunar Curator
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
DisableProgramGroupPage=yes
DisableDirPage=auto
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=lunarcurator-{#Version}-setup
LicenseFile=LICENSE
SetupIconFile=dist\lunarcurator.ico
UninstallDisplayIcon={app}\lunarcurator.exe
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "dist\lunarcurator\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[InstallDelete]
; What an older version had and this one has not would be loaded otherwise.
Type: filesandordirs; Name: "{app}\_internal"

; Nothing is deleted when it is uninstalled but what was installed: stores, settings and backups stay.

[Icons]
Name: "{autoprograms}\Lunar Curator"; Filename: "{app}\lunarcurator.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.lunar"; ValueType: string; ValueData: "LunarCurator.Store"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\LunarCurator.Store"; ValueType: string; ValueData: "Lunar Curator store"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\LunarCurator.Store\DefaultIcon"; ValueType: string; ValueData: "{app}\lunarcurator.exe,0"
Root: HKA; Subkey: "Software\Classes\LunarCurator.Store\shell\open\command"; ValueType: string; ValueData: """{app}\lunarcurator.exe"" ""%1"""

[Run]
Filename: "{app}\lunarcurator.exe"; Description: "Open Lunar Curator"; Flags: nowait postinstall skipifsilent
