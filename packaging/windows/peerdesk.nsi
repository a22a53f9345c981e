; The installer for Windows, of the folder that PyInstaller makes there:
;   makensis -DVERSION=0.1.0 -DSOURCE=dist\peerdesk -DOUT=dist\peerdesk_0.1.0_setup.exe packaging\windows\peerdesk.nsi
; Silent: setup.exe /S [/AllUsers | /CurrentUser] [/D=C:\folder]. What each status means stands in docs/installing.md.
; It touches no notes. The uninstaller keeps them, too, unless it is told otherwise: uninstall.exe [/S] /REMOVENOTES

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
ManifestDPIAware true

!ifndef VERSION
  !error "Name the version: -DVERSION=0.1.0"
!endif
!ifndef SOURCE
  !error "Name the frozen folder: -DSOURCE=dist\peerdesk"
!endif
!ifndef OUT
  !define OUT "peerdesk_${VERSION}_setup.exe"
!endif

!define NAME "PeerDesk"
!define PROGRAM "peerdesk.exe"
!define DESK "PeerDesk-desk.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"

!define REFUSED_DOWNGRADE 3
!define REFUSED_OPEN 4
!define REFUSED_RIGHTS 5

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "DisplayVersion"
!define MULTIUSER_USE_PROGRAMFILES64

!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include LogicLib.nsh
!include x64.nsh

Name "${NAME} ${VERSION}"
OutFile "${OUT}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${NAME} setup"
VIAddVersionKey LegalCopyright "GPL-3.0-or-later"

!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Spanish"

LangString OLDER ${LANG_ENGLISH} "A newer PeerDesk is installed. This one might not open what was written with it. Nothing was changed."
LangString OLDER ${LANG_SPANISH} "Hay instalado un PeerDesk más nuevo. Este quizás no abra lo que se escribió con él. No se cambió nada."
LangString OPEN ${LANG_ENGLISH} "PeerDesk is open. Close it, and start this again. Nothing was changed."
LangString OPEN ${LANG_SPANISH} "PeerDesk está abierto. Ciérrelo y empiece otra vez. No se cambió nada."
LangString RIGHTS ${LANG_ENGLISH} "The folder for the settings of your hospital could not be closed to others. Nothing was installed: $APPDATA\${NAME}"
LangString RIGHTS ${LANG_SPANISH} "No se pudo cerrar a otras personas la carpeta de los ajustes de su hospital. No se instaló nada: $APPDATA\${NAME}"
LangString NOTES ${LANG_ENGLISH} "Delete your notes on this computer as well? They cannot be brought back from here."
LangString NOTES ${LANG_SPANISH} "¿Borrar también sus notas de esta computadora? Desde aquí no se pueden recuperar."

!macro leave status words
  SetErrorLevel ${status}
  MessageBox MB_OK|MB_ICONINFORMATION "${words}" /SD IDOK
  Quit
!macroend

; Named by its whole path: a program of this name beside the installer is not started. When it says no, nothing is installed.
!macro set_rights words
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\${NAME}" ${words}'
  Pop $0
  ${If} $0 != 0
    !insertmacro leave ${REFUSED_RIGHTS} "$(RIGHTS)"
  ${EndIf}
!macroend

; A file of a running program cannot be opened for writing.
!macro refuse_when_open file
  ${If} ${FileExists} "$INSTDIR\${file}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${file}" a
    ${If} ${Errors}
      !insertmacro leave ${REFUSED_OPEN} "$(OPEN)"
    ${EndIf}
    FileClose $1
  ${EndIf}
!macroend

Function .onInit
  SetRegView 64
  !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section "PeerDesk"
  SetRegView 64
  ReadRegStr $0 SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} $0 "${VERSION}" $1
    ${If} $1 == 1
      !insertmacro leave ${REFUSED_DOWNGRADE} "$(OLDER)"
    ${EndIf}
  ${EndIf}
  !insertmacro refuse_when_open "${PROGRAM}"
  !insertmacro refuse_when_open "${DESK}"

  ; The folder of the hospital's settings, made so that only administrators write in it: system, administrators, users.
  ; Anybody may have made it before, with files in it. Who owns a file can give themselves any right to it, and what a
  ; person was granted by name stays beside a new grant: so the owner comes first, and then what was granted goes.
  ${If} $MultiUser.InstallMode == "AllUsers"
    SetShellVarContext all
    CreateDirectory "$APPDATA\${NAME}"
    !insertmacro set_rights "/setowner *S-1-5-32-544 /T /L"
    !insertmacro set_rights "/reset /T /L"
    !insertmacro set_rights "/inheritance:r /grant *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX"
  ${EndIf}

  ; What an older PeerDesk brought and this one does not must not lie beside it. Only where one was installed by this.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    RMDir /r "$INSTDIR\_internal"
    RMDir /r "$INSTDIR\licences"
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  ${If} ${FileExists} "$INSTDIR\${DESK}"
    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${DESK}"
  ${Else}
    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  ${EndIf}

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "The PeerDesk contributors"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S /$MultiUser.InstallMode'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" "$0"

SectionEnd

Section "Uninstall"
  SetRegView 64
  !insertmacro refuse_when_open "${PROGRAM}"
  !insertmacro refuse_when_open "${DESK}"
  ; By name, and the folder only if it is empty then: somebody may have put other things into it.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${DESK}"
  Delete "$INSTDIR\SHA256SUMS"
  Delete "$INSTDIR\SHA256SUMS.sig"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"

  ; Notes are deleted for who asks for it, of their own account, and on no other way.
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/REMOVENOTES" $1
  ${IfNot} ${Errors}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(NOTES)" /SD IDYES IDNO keep
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\peerdesk"
  keep:
  ${EndIf}
SectionEnd
