// htmx puts itself on window; its extensions expect to find it there, so the order of these two lines matters.
import "htmx.org/dist/htmx.esm.js";
import "htmx.org/dist/ext/hx-sse.js";
