import type { Severity } from "../../../contracts/detection/detection.ts";

/** Pixels of an image per CSS pixel: sharp on a phone too. */
export const SHAPE_RATIO = 2;
/** Width and height of the box that shapes are drawn in, CSS pixels. */
const BOX_PX = 28;

type Shape = { readonly body: string; readonly sign: string };

/** What each severity looks like without its colour: octagon, triangle, disc; as SVG paths. */
const SHAPES: Readonly<Record<Severity, Shape>> = {
  critical: {
    body: "M9.6 3.4h8.8l6.2 6.2v8.8l-6.2 6.2H9.6l-6.2-6.2V9.6Z",
    sign: "M14 8.4v6.8M14 19.4v.01",
  },
  warning: { body: "M14 4 24.6 22.8H3.4Z", sign: "M14 11v5M14 19.6v.01" },
  info: { body: "M14 6a8 8 0 1 1 0 16a8 8 0 1 1 0-16Z", sign: "M14 10.4v.01M14 14v4" },
};

/** The mark of an alert on a map, by shape as well as by colour. */
export const alertShape = (severity: Severity, fill: string, outline: string): ImageData => {
  const size = BOX_PX * SHAPE_RATIO;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser draws no pictures");
  const { body, sign } = SHAPES[severity];
  context.scale(SHAPE_RATIO, SHAPE_RATIO);
  context.lineJoin = context.lineCap = "round";
  context.strokeStyle = outline;
  context.lineWidth = 5;
  const path = new Path2D(body);
  context.stroke(path);
  context.clip(path);
  context.fillStyle = fill;
  context.fillRect(0, 0, BOX_PX, BOX_PX);
  context.lineWidth = 2.4;
  context.stroke(new Path2D(sign));
  return context.getImageData(0, 0, size, size);
};
