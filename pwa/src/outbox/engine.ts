// Sends and fetches, one leader for all tabs. Starts from open, visible, online, edits, a timer.

/** Starts syncing in this page; safe to call once per page. */
export function start(): void {}

/** Asks for a sync now, whoever leads; resolves when asked, not when done. */
export async function syncNow(_reason: string): Promise<void> {}

/** Puts an op or a refused photo that was set aside back into the queue. */
export async function retry(_id: string): Promise<void> {}

/** The person has read a notice. */
export async function dismiss(_noticeId: string): Promise<void> {}
