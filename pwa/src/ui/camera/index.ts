/** The camera and the photo viewer, for every feature that takes pictures. */
export { Camera, type CameraProps } from "./Camera";
export type { Place } from "./strip";
export { Viewer, type ViewerProps } from "./Viewer";
