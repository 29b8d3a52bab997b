//go:build webkit2_41 && (amd64 || arm64)

/* Every function of functions.h: a jump to where its pointer points. The arguments stay as they are. Hidden, so that
   the libraries keep calling each other and not these. */

#if defined(__x86_64__)
#define FUNCTION(name)  .globl name; .hidden name; .type name, @function; name: jmp *window_##name(%rip); .size name, . - name;
#elif defined(__aarch64__)
#define FUNCTION(name)  .globl name; .hidden name; .type name, %function; name: adrp x16, window_##name; ldr x16, [x16, #:lo12:window_##name]; br x16; .size name, . - name;
#endif

	.text
#include "functions.h"
	.section .note.GNU-stack,"",%progbits
