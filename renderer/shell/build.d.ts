/** Filled in by the build. */
declare const __APP_VERSION__: string;
/** Hash over the files of this build. */
declare const __PRECACHE_VERSION__: string;
/** Paths of the built files, relative to the page. */
declare const __PRECACHE_FILES__: readonly string[];
