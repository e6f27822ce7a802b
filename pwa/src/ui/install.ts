/** The browser's offer to install the app, kept until a person asks for it. */
import { signal } from "@preact/signals";

export interface InstallOffer extends Event {
  prompt(): Promise<void>;
  userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
}

export const offeredInstall = signal<InstallOffer | null>(null);

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offeredInstall.value = event as InstallOffer;
});
