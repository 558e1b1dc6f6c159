# The installer for Windows, for NSIS 3: packaging/windows/installer.py runs it.
#
# For one person, without administrator rights; silent with /S, into another folder with /D=C:\FOLDER, in Chinese with
# /LANGUAGE=zh_CN and in English with /LANGUAGE=en (else as Windows is).
#
# Each version has a folder of its own. A newer one is installed beside an older that may be open: what runs keeps its
# own files to the end and its store stays open. Entry of the menu and file type lead to the newer one, and an older
# folder goes as soon as nothing runs from it. What is taken away is what was installed, by the list of its names: a
# store that somebody keeps beside the program stays, and settings and backups lie elsewhere.

Target amd64-unicode
Unicode true
SetCompressor /SOLID ${HOW}
SetDateSave off
AllowSkipFiles off
ManifestSupportedOS Win10
ManifestDPIAware true
RequestExecutionLevel user

!include MUI2.nsh
!include FileFunc.nsh
!include WinVer.nsh

Name "Lunar Curator"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Lunar Curator"
!define KEPT "Software\Microsoft\Windows\CurrentVersion\Uninstall\LunarCurator"
!define CLASSES "Software\Classes"
!define KIND "LunarCurator.Store"
InstallDirRegKey HKCU "${KEPT}" "InstallLocation"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${VERSION}\lunarcurator.exe"
!define MUI_FINISHPAGE_NOAUTOCLOSE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString name ${LANG_ENGLISH} "Lunar Curator"
LangString name ${LANG_SIMPCHINESE} "月球样品管理"
LangString kind ${LANG_ENGLISH} "Lunar Curator store"
LangString kind ${LANG_SIMPCHINESE} "月球样品库"
LangString open ${LANG_ENGLISH} "Lunar Curator ${VERSION} is open. Close it, then start this again."
LangString open ${LANG_SIMPCHINESE} "月球样品管理 ${VERSION} 正在运行。请先关闭它，再重新开始。"
LangString open_any ${LANG_ENGLISH} "Lunar Curator is open. Close it, then uninstall it again."
LangString open_any ${LANG_SIMPCHINESE} "月球样品管理正在运行。请先关闭它，再重新卸载。"
LangString elsewhere ${LANG_ENGLISH} "Lunar Curator is installed in $R0. Install it there again, or uninstall it first."
LangString elsewhere ${LANG_SIMPCHINESE} "月球样品管理已安装在 $R0。请安装到同一文件夹，或先将其卸载。"
LangString too_old ${LANG_ENGLISH} "Lunar Curator needs Windows 10 of version 1809 or later."
LangString too_old ${LANG_SIMPCHINESE} "月球样品管理需要 Windows 10 版本 1809 或更高版本。"
LangString stays ${LANG_ENGLISH} "An older version is open; it stays until it is closed and the next version is installed."
LangString stays ${LANG_SIMPCHINESE} "旧版本正在运行；它会保留，直到关闭后安装下一个版本时再删除。"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductName" "Lunar Curator"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileDescription" "Lunar Curator, installer"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "LegalCopyright" "GNU LGPL, version 3 or later"

Function .onInit
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/LANGUAGE=" $R1
  ${IfNot} ${Errors}
    ${If} $R1 == "zh_CN"
      StrCpy $LANGUAGE ${LANG_SIMPCHINESE}
    ${Else}
      StrCpy $LANGUAGE ${LANG_ENGLISH}
    ${EndIf}
  ${EndIf}
  ${IfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "$(too_old)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

Function un.onInit
  ReadRegStr $R0 HKCU "${KEPT}" "Language"
  ${If} $R0 != ""
    StrCpy $LANGUAGE $R0
  ${EndIf}
FunctionEnd

# Each of these is needed twice, since what uninstalls is a program of its own.
!macro FUNCTIONS un

# Tells in $R9 whether a program of the folder $R0 runs: Windows lets nobody write to a program that does.
Function ${un}IsOpen
  StrCpy $R9 no
  ${If} ${FileExists} "$R0\lunarcurator.exe"
    ClearErrors
    FileOpen $R1 "$R0\lunarcurator.exe" a
    ${If} ${Errors}
      StrCpy $R9 yes
    ${Else}
      FileClose $R1
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$R0\lunarcurator.com"
    ClearErrors
    FileOpen $R1 "$R0\lunarcurator.com" a
    ${If} ${Errors}
      StrCpy $R9 yes
    ${Else}
      FileClose $R1
    ${EndIf}
  ${EndIf}
FunctionEnd

# Takes away what was installed into the folder $R0, by its list; folders end in a backslash there.
Function ${un}TakeAway
  ClearErrors
  FileOpen $R1 "$R0\installed.txt" r
  ${If} ${Errors}
    Return
  ${EndIf}
  ${Do}
    ClearErrors
    FileReadUTF16LE $R1 $R2
    ${If} ${Errors}
      ${ExitDo}
    ${EndIf}
    StrCpy $R2 $R2 -2
    StrCpy $R3 $R2 1 -1
    ${If} $R3 == "\"
      RMDir "$R0\$R2"
    ${Else}
      Delete "$R0\$R2"
    ${EndIf}
  ${Loop}
  FileClose $R1
  Delete "$R0\installed.txt"
  RMDir "$R0"
FunctionEnd

# Goes through the versions that are installed: $R8 says what to do with each but $R7, and $R9 whether one is open.
Function ${un}EachVersion
  StrCpy $R6 no
  FindFirst $R4 $R5 "$INSTDIR\*.*"
  ${DoWhile} $R5 != ""
    StrCpy $R0 "$INSTDIR\$R5"
    ${If} $R5 != $R7
    ${AndIf} ${FileExists} "$R0\installed.txt"
      Call ${un}IsOpen
      ${If} $R9 == yes
        StrCpy $R6 yes
      ${ElseIf} $R8 == take
        Call ${un}TakeAway
      ${EndIf}
    ${EndIf}
    FindNext $R4 $R5
  ${Loop}
  FindClose $R4
  StrCpy $R9 $R6
FunctionEnd

!macroend
!insertmacro FUNCTIONS ""
!insertmacro FUNCTIONS "un."

!macro TELL_WINDOWS
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  # Two folders would share one entry of the menu, and Windows would know only the second to uninstall.
  ReadRegStr $R0 HKCU "${KEPT}" "InstallLocation"
  ${If} $R0 != ""
  ${AndIf} $R0 != $INSTDIR
  ${AndIf} ${FileExists} "$R0\uninstall.exe"
    MessageBox MB_OK|MB_ICONSTOP "$(elsewhere)" /SD IDOK
    SetErrorLevel 5
    Abort "$(elsewhere)"
  ${EndIf}
  StrCpy $R0 "$INSTDIR\${VERSION}"
  Call IsOpen
  ${If} $R9 == yes
    MessageBox MB_OK|MB_ICONSTOP "$(open)" /SD IDOK
    SetErrorLevel 4
    Abort "$(open)"
  ${EndIf}
  Call TakeAway

  !include "${FILES}"

  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  # A path that stays the same, for shells and for tasks that Windows starts by the clock.
  FileOpen $R0 "$INSTDIR\lunarcurator.cmd" w
  FileWrite $R0 '@"%~dp0${VERSION}\lunarcurator.com" %*$\r$\n'
  FileClose $R0

  Delete "$SMPROGRAMS\Lunar Curator.lnk"
  Delete "$SMPROGRAMS\月球样品管理.lnk"
  SetOutPath "$INSTDIR\${VERSION}"
  CreateShortcut "$SMPROGRAMS\$(name).lnk" "$INSTDIR\${VERSION}\lunarcurator.exe"

  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "$(kind)"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\${VERSION}\lunarcurator.exe,0"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\${VERSION}\lunarcurator.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.lunar" "" "${KIND}"
  WriteRegStr HKCU "${CLASSES}\.lunar\OpenWithProgids" "${KIND}" ""

  WriteRegStr HKCU "${KEPT}" "DisplayName" "$(name)"
  WriteRegStr HKCU "${KEPT}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEPT}" "DisplayIcon" "$INSTDIR\${VERSION}\lunarcurator.exe,0"
  WriteRegStr HKCU "${KEPT}" "Publisher" "Lunar Curator"
  WriteRegStr HKCU "${KEPT}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEPT}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEPT}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr HKCU "${KEPT}" "Language" "$LANGUAGE"
  WriteRegDWORD HKCU "${KEPT}" "EstimatedSize" ${KIBIBYTES}
  WriteRegDWORD HKCU "${KEPT}" "NoModify" 1
  WriteRegDWORD HKCU "${KEPT}" "NoRepair" 1
  !insertmacro TELL_WINDOWS

  StrCpy $R7 "${VERSION}"
  StrCpy $R8 take
  Call EachVersion
  ${If} $R9 == yes
    DetailPrint "$(stays)"
  ${EndIf}
SectionEnd

Section "un."
  StrCpy $R7 ""
  StrCpy $R8 look
  Call un.EachVersion
  ${If} $R9 == yes
    MessageBox MB_OK|MB_ICONSTOP "$(open_any)" /SD IDOK
    SetErrorLevel 4
    Abort "$(open_any)"
  ${EndIf}
  StrCpy $R8 take
  Call un.EachVersion

  Delete "$INSTDIR\lunarcurator.cmd"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Lunar Curator.lnk"
  Delete "$SMPROGRAMS\月球样品管理.lnk"

  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  DeleteRegValue HKCU "${CLASSES}\.lunar\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.lunar\OpenWithProgids"
  ReadRegStr $R0 HKCU "${CLASSES}\.lunar" ""
  ${If} $R0 == "${KIND}"
    DeleteRegValue HKCU "${CLASSES}\.lunar" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.lunar"
  DeleteRegKey HKCU "${KEPT}"
  !insertmacro TELL_WINDOWS
SectionEnd
