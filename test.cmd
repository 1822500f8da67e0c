@echo off
rem Builds the program behind it where it is missing or stale (exit code 75 says so); its logic is C#. test [filter]
setlocal
set "project=%~dp0tests\KafkaAspire.TestRun"
set "dll=%project%\bin\Release\net10.0\KafkaAspire.TestRun.dll"
if not exist "%dll%" call :build || exit /b 1
dotnet "%dll%" %*
if not %errorlevel% == 75 exit /b %errorlevel%
call :build || exit /b 1
set KAFKAASPIRE_REBUILT=1
dotnet "%dll%" %*
exit /b %errorlevel%

:build
dotnet build "%project%" -c Release -v quiet --nologo -clp:NoSummary -p:UseSharedCompilation=false -nodeReuse:false
exit /b %errorlevel%
