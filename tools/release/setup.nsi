; The installer for Windows: the files of the portable folder for one user, two entries of the start menu, and a way out.
Target amd64-unicode
SetCompressor /SOLID lzma
Name "foxsubmit ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\foxsubmit"
ShowInstDetails nevershow
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\foxsubmit"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!include LogicLib.nsh

Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Function .onInit
  ; Whoever chose another folder before gets the new version there.
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
FunctionEnd

!macro RemoveFiles
  ; Windows deletes no program that runs: where one does, nothing else is touched.
  Delete "$INSTDIR\python\pythonw.exe"
  ${If} ${FileExists} "$INSTDIR\python\pythonw.exe"
    MessageBox MB_OK|MB_ICONSTOP "foxsubmit is open: close it, then run this again." /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  Delete "$INSTDIR\python\python.exe"
  ${If} ${FileExists} "$INSTDIR\python\python.exe"
    MessageBox MB_OK|MB_ICONSTOP "foxsubmit sends or fetches: wait for that or pause it, then run this again." /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\fox-bundle"
  RMDir /r "$INSTDIR\extensions"
  Delete "$INSTDIR\foxsubmit.exe"
  Delete "$INSTDIR\foxsubmit-panel.exe"
  Delete "$INSTDIR\README.txt"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY.txt"
!macroend

Section
  ; A newer version comes into the place of the older, and no file of that stays; settings lie elsewhere.
  !insertmacro RemoveFiles
  !include "${FILES}"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Submit to Fox.lnk" "$INSTDIR\foxsubmit-panel.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "foxsubmit"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "The foxsubmit project"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ; What Maya and the others were given is complete by itself, and stays.
  !insertmacro RemoveFiles
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Submit to Fox.lnk"
  DeleteRegKey HKCU "${KEY}"
  ; The agent that starts at login, where it is the one that was here.
  StrLen $3 "$INSTDIR\"
  StrCpy $0 0
  ${Do}
    EnumRegValue $1 HKCU "${RUN}" $0
    ${If} $1 == ""
      ${ExitDo}
    ${EndIf}
    ReadRegStr $2 HKCU "${RUN}" $1
    StrCpy $4 $2 $3
    StrCpy $5 $2 $3 1
    ${If} $4 == "$INSTDIR\"
    ${OrIf} $5 == "$INSTDIR\"
      DeleteRegValue HKCU "${RUN}" $1
    ${Else}
      IntOp $0 $0 + 1
    ${EndIf}
  ${Loop}
SectionEnd
