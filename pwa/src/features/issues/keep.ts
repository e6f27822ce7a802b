/** Keeps what a person does to an issue; a storage that is full is said, never swallowed. */
import { KeepError } from "../../outbox";
import { buzz, toast } from "../../ui";
import { t } from "./words";

/** Runs one write; `said` is the sentence after it, `undo` takes it back. False: not kept. */
export async function kept(
  write: () => Promise<unknown>,
  said?: string,
  undo?: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await write();
    if (said) {
      buzz();
      toast(said, undo ? { undo: () => void kept(undo) } : {});
    }
    return true;
  } catch (error) {
    if (!(error instanceof KeepError)) throw error;
    toast(t("notKept"), { bad: true });
    return false;
  }
}
