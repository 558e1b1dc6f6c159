/* A stand-in for the library of colour profiles, since Wine's own ends Qt where it asks for that of a screen.

   It is a Windows on which no screen has a profile. */

#define NOTHING(name, answer) __declspec(dllexport) void *name(void) { return (void *)answer; }

NOTHING(OpenColorProfileW, 0)
NOTHING(WcsOpenColorProfileW, 0)
NOTHING(WcsCreateIccProfile, 0)
NOTHING(GetColorProfileFromHandle, 0)
NOTHING(CloseColorProfile, 1)
