/** The watermark strip: drawn here into the file, and laid over the viewfinder in the same measures. */
import type { Strip } from "./types";

type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
const FACE =
  'system-ui, -apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

/** Burns the strip into the lower edge; measures are those of a viewfinder 390 × 486 wide and high. */
export function drawStrip(pen: Pen, width: number, height: number, strip: Strip): void {
  const unit = Math.min(width / 390, height / 486);
  const band = Math.round(61 * unit);
  const edge = 16 * unit;
  pen.fillStyle = "rgb(16 20 24 / 0.78)";
  pen.fillRect(0, height - band, width, band);
  pen.fillStyle = "#fff";
  pen.textBaseline = "alphabetic";
  pen.textAlign = "left";
  pen.font = `600 ${17 * unit}px ${FACE}`;
  pen.fillText(strip.time, edge, height - 36 * unit, width - 2 * edge);
  pen.font = `500 ${14 * unit}px ${FACE}`;
  const code = strip.code ? pen.measureText(strip.code).width + edge : 0;
  pen.fillText(strip.line, edge, height - 14 * unit, width - 2 * edge - code);
  if (!strip.code) return;
  pen.textAlign = "right";
  pen.fillText(strip.code, width - edge, height - 14 * unit);
}
