/** The desk's small outline shapes. Each stands beside its word, so they are silent to readers. */

const shapes = {
  home: "M8 2v4M16 2v4M4 5h16v16H4zM4 10h16M9 15.5l2 2 4-4",
  review: "M9 3h6v3H9zM9 4.5H5V21h14V4.5h-4M8.5 13.5l2.5 2.5 4.5-5",
  conflicts: "M5 9h14M5 15h14M17 4 7 20",
  apart: "M3 4h18v5H3zM5 9v11h14V9M10 13h4",
  records: "M6 3h9l4 4v14H6zM9 12h7M9 16h7M9 8h3",
  issues: "M12 7v6M12 16.5v.1",
  round: "M6 19h9a3.5 3.5 0 0 0 0-7H9a3.5 3.5 0 0 1 0-7h9",
  tick: "m8 12.5 2.7 2.7L16 9.6",
  bare: "m5 12.5 4.5 4.5L19 7.5",
  triangle: "M12 3 22 20.5H2zM12 9.5v5M12 17.6v.1",
  octagon: "M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6M12 16.5v.1",
  phone: "M7 2.5h10v19H7zM11 18h2",
  silent: "M7 6.5v15h10v-6M8.5 2.5H17v9M11 18h2M3 2.5l18 19",
  cloud: "M7 18.5h10a4 4 0 0 0 .6-8A6 6 0 0 0 6.2 12 3.4 3.4 0 0 0 7 18.5z",
  flag: "M5 21V4h12l-2.5 4L17 12H5",
  back: "M9 6 4 11l5 5M4 11h11a5 5 0 0 1 0 10h-3",
  pen: "m4 20 1-4.5L16 4.5 19.5 8 8.5 19z",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3A4 4 0 0 0 10.700 18.3L12 17",
  copy: "M8 8h13v13H8zM16 8V3H3v13h5",
  search: "M17 17l4.5 4.5",
  wifi: "M2 9a15 15 0 0 1 20 0M5.500 12.800a10 10 0 0 1 13 0M9 16.500a5 5 0 0 1 6 0M12 20v.1",
  cut: "M2 9a15 15 0 0 1 4-2.600M22 9a15 15 0 0 0-9-3.800M9 16.500a5 5 0 0 1 6 0M12 20v.1M3 3l18 18",
  down: "m6 9 6 6 6-6",
  right: "m9 6 6 6-6 6",
  table: "M3 4h18v16H3zM3 10h18M3 15h18M10 4v16",
  person: "M4 21a8 8 0 0 1 16 0",
} as const;

export type MarkName = keyof typeof shapes;

const circles: Partial<Record<MarkName, [number, number, number]>> = {
  issues: [12, 12, 10],
  tick: [12, 12, 10],
  search: [11, 11, 7.5],
  person: [12, 8, 4.5],
};

export function Mark(props: { name: MarkName; size?: number }) {
  const size = `${(props.size ?? 16) / 16}rem`;
  const circle = circles[props.name];
  const ring = circle ? <circle cx={circle[0]} cy={circle[1]} r={circle[2]} /> : null;
  return (
    <svg
      class="desk-mark"
      viewBox="0 0 24 24"
      style={{ width: size, height: size }}
      aria-hidden="true"
      focusable="false"
    >
      {ring}
      <path d={shapes[props.name]} />
    </svg>
  );
}
