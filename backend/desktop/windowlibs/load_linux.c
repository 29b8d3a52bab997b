//go:build webkit2_41 && (amd64 || arm64)

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "load_linux.h"

/* The window's library brings all others along. */
#define LIBRARY "libwebkit2gtk-4.1.so.0"

static void too_early(void) {
	fputs("a function of the window was called before its libraries were loaded\n", stderr);
	abort();
}

#define FUNCTION(name) __attribute__((visibility("hidden"))) void *window_##name = (void *)too_early;
#include "functions.h"
#undef FUNCTION

static const struct {
	const char *name;
	void **to;
} functions[] = {
#define FUNCTION(name) {#name, &window_##name},
#include "functions.h"
#undef FUNCTION
};

const char *load_window_libraries(void) {
	void *library = dlopen(LIBRARY, RTLD_LAZY | RTLD_GLOBAL);
	if (library == NULL)
		return dlerror();
	for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
		void *found = dlsym(library, functions[i].name);
		if (found == NULL)
			return dlerror();
		*functions[i].to = found;
	}
	return NULL;
}
