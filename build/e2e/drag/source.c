/* A window from which a file can be dragged, as out of a file manager: drag-source PATH. */
#include <gtk/gtk.h>

static void give(GtkWidget *from, GdkDragContext *drag, GtkSelectionData *data, guint info, guint at, gpointer path) {
	gchar *address = g_filename_to_uri(path, NULL, NULL);
	gchar *list[] = {address, NULL};
	gtk_selection_data_set_uris(data, list);
	g_free(address);
}

static void ended(GtkWidget *from, GdkDragContext *drag, gpointer path) { gtk_main_quit(); }

int main(int argc, char **argv) {
	gtk_init(&argc, &argv);
	if (argc != 2)
		return 2;
	GtkWidget *window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
	gtk_window_set_title(GTK_WINDOW(window), "Drag source");
	gtk_window_set_default_size(GTK_WINDOW(window), 120, 80);
	gtk_window_set_keep_above(GTK_WINDOW(window), TRUE);
	GtkWidget *box = gtk_event_box_new();
	gtk_container_add(GTK_CONTAINER(window), box);
	gtk_container_add(GTK_CONTAINER(box), gtk_label_new(argv[1]));
	gtk_drag_source_set(box, GDK_BUTTON1_MASK, NULL, 0, GDK_ACTION_COPY);
	gtk_drag_source_add_uri_targets(box);
	g_signal_connect(box, "drag-data-get", G_CALLBACK(give), argv[1]);
	g_signal_connect(box, "drag-end", G_CALLBACK(ended), NULL);
	gtk_widget_show_all(window);
	gtk_main();
	return 0;
}
