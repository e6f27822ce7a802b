/** Which words of a text differ from the one that both sides saw. Pure. */

export interface Part {
  text: string;
  changed: boolean;
}

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

function words(text: string): string[] {
  return Array.from(segmenter.segment(text), (piece) => piece.segment);
}

/** Lengths of the longest common subsequence of every pair of tails. */
function tails(a: string[], b: string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = table[i] as number[];
    const below = table[i + 1] as number[];
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] =
        a[i] === b[j]
          ? (below[j + 1] as number) + 1
          : Math.max(below[j] as number, row[j + 1] as number);
    }
  }
  return table;
}

function push(parts: Part[], text: string, changed: boolean): void {
  const last = parts[parts.length - 1];
  if (last && last.changed === changed) last.text += text;
  else parts.push({ text, changed });
}

/** One or two unchanged words between changed ones read better as changed. */
function bridge(parts: Part[]): Part[] {
  const out: Part[] = [];
  parts.forEach((part, at) => {
    const between = at > 0 && at < parts.length - 1 && !part.changed;
    push(out, part.text, part.changed || (between && part.text.trim().length <= 1));
  });
  return out;
}

/** `text` in parts; `changed` marks what `base` does not have. */
export function differing(base: string, text: string): Part[] {
  if (!text) return [];
  if (!base) return [{ text, changed: true }];
  const from = words(base);
  const to = words(text);
  if (from.length * to.length > 250_000) return [{ text, changed: base !== text }];
  const table = tails(from, to);
  const parts: Part[] = [];
  let i = 0;
  let j = 0;
  while (j < to.length) {
    if (i < from.length && from[i] === to[j]) {
      push(parts, to[j] as string, false);
      i++;
      j++;
    } else if (i < from.length && (table[i + 1]?.[j] as number) >= (table[i]?.[j + 1] as number)) {
      i++;
    } else {
      push(parts, to[j] as string, true);
      j++;
    }
  }
  return bridge(parts);
}
