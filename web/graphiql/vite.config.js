// Builds the GraphiQL page into dist/: everything it needs, the editor's workers included, comes from this machine.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  worker: { format: "es" },
  build: {
    // Monaco, the editor, is one large piece; splitting it would only add round trips.
    chunkSizeWarningLimit: 8000,
    // Whose work is inside, with the licences they ask to be kept.
    license: { fileName: "assets/licenses.md" },
    rolldownOptions: {
      onLog(level, log, write) {
        // "use client" speaks to servers that render pages; nothing here does.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") write(level, log);
      },
    },
  },
});
