/* Loads the libraries of the window. Returns NULL, or what is missing. */
const char *load_window_libraries(void);
