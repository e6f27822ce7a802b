// Tests run without a browser: IndexedDB comes from memory.
import "fake-indexeddb/auto";
